/** The person's settings as the window shows them. */

/** What the window offers; the rest of `config.json` is for whoever runs a server. */
export const EDITABLE_SETTINGS = [
  'port',
  'remoteRedirects',
  'allowedOrigins',
  'documentFetches',
  'clientSleep',
  'activityRetention',
  'accessTokenLifetime',
  'codeLifetime',
  'signingAlgorithm',
  'externalIssuer',
  'embeddingsUrl',
  'embeddingsModel',
  'embeddingsKey',
  'updates',
] as const;

export type EditableSetting = (typeof EDITABLE_SETTINGS)[number];

export type SettingView = {
  readonly name: EditableSetting;
  /** As it is written; null for the default, and always for a secret. */
  readonly value: string | null;
  /** Whether there is one, where it is not told. */
  readonly isKept: boolean;
  /** What stands above it at this start, such as `GATEHOUSE_PORT`; null when nothing does. */
  readonly overriddenBy: string | null;
  /** What is kept holds from the next start on. */
  readonly pending: boolean;
  /** What may be written, as the rest of a sentence. */
  readonly allowed: string;
};

export type SettingsView = { readonly settings: readonly SettingView[] };

/** What to change; null goes back to the default. */
export type SettingChanges = Readonly<Partial<Record<EditableSetting, string | null>>>;
