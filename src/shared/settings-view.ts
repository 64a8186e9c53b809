/** The person's settings as the window shows them. */

/** What the window offers of `config.json`; the rest of it is for whoever runs a server. */
export const FILE_SETTINGS = [
  'port',
  'duration',
  'promptTimeout',
  'quietHours',
  'remoteRedirects',
  'allowedOrigins',
  'documentFetches',
  'documentHosts',
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
  'theme',
] as const;
/** What the system keeps, and only for the desktop app. */
export const START_AT_LOGIN = 'startAtLogin';
export const EDITABLE_SETTINGS = [...FILE_SETTINGS, START_AT_LOGIN] as const;

/** What a change holds for from the next start on: open ports, what stands in documents and keys, and an index that is built. Everything else holds at once. */
export const NEXT_START: ReadonlySet<EditableSetting> = new Set([
  'port',
  'externalIssuer',
  'signingAlgorithm',
  'embeddingsUrl',
  'embeddingsModel',
  'embeddingsKey',
]);

export type FileSetting = (typeof FILE_SETTINGS)[number];
export type EditableSetting = (typeof EDITABLE_SETTINGS)[number];

export type SettingView = {
  readonly name: EditableSetting;
  /** As it is written; null for the default, and always for a secret. */
  readonly value: string | null;
  /** Whether there is one, where it is not told. */
  readonly isKept: boolean;
  /** What stands above it at this start, such as `GATEHOUSE_PORT`; null when nothing does. */
  readonly overriddenBy: string | null;
  /** What is kept is another than what holds now; it will from the next start on. */
  readonly pending: boolean;
  /** What may be written, as the rest of a sentence. */
  readonly allowed: string;
};

export type SettingsView = { readonly settings: readonly SettingView[] };

/** What to change; null goes back to the default. */
export type SettingChanges = Readonly<Partial<Record<EditableSetting, string | null>>>;
