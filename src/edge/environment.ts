/** Settings from the environment, for servers. A bad value stops the start; nothing is guessed (ruling 28). */
import type { QuietHours, Theme } from '../shared/live-settings.ts';
import { readEmbeddingsUrl } from './embeddings/loopback-endpoint.ts';
import { readExternalIssuer } from './external-issuer.ts';
import { StartError } from './start-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type EnvironmentSettings = {
  readonly port?: number;
  readonly dataDirectory?: string;
  /** Milliseconds. */
  readonly accessTokenLifetime?: number;
  readonly codeLifetime?: number;
  readonly signingAlgorithm?: 'ES256' | 'RS256';
  readonly remoteRedirects?: boolean;
  /** Origins of websites that may call what a client needs. */
  readonly allowedOrigins?: readonly string[];
  /** Whether a client's own metadata document may be fetched. */
  readonly documentFetches?: boolean;
  /** The only hosts that it is fetched from. */
  readonly documentHosts?: readonly string[];
  readonly duration?: 'once' | '30d' | 'always';
  /** Milliseconds that a question waits. */
  readonly promptTimeout?: number;
  /** When nothing pops up, day after day. */
  readonly quietHours?: QuietHours;
  /** Milliseconds that activity is kept. */
  readonly activityRetention?: number;
  readonly externalIssuer?: string;
  /** Headers of the proxy in front that are believed. */
  readonly forwardedHeaders?: readonly 'x-forwarded-for'[];
  /** Paths of PEM files. */
  readonly tlsCertificate?: string;
  readonly tlsKey?: string;
  /** False leaves the files alone; true insists on them. */
  readonly https?: boolean;
  /** Milliseconds after which a connection that nobody uses ends; 0 is never. */
  readonly clientSleep?: number;
  /** Where embeddings are asked for, on this computer. */
  readonly embeddingsUrl?: string;
  readonly embeddingsModel?: string;
  /** A secret, where the endpoint wants one. */
  readonly embeddingsKey?: string;
  /** Whether the installed app looks for newer versions. */
  readonly updates?: boolean;
  readonly theme?: Theme;
};

/** `secret`: the value is never repeated in an error. */
type Rule<Value> = { readonly allowed: string; readonly read: (text: string) => Value | null; readonly secret?: true };
type Named<Value> = Rule<Value> & { readonly names: readonly string[] };

const DAY = 86_400_000;

const wholeNumber =
  (least: number, most: number, unit = 1) =>
  (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value * unit : null;
  };
const oneOf =
  <Value>(values: Readonly<Record<string, Value>>) =>
  (text: string) =>
    Object.hasOwn(values, text.toLowerCase()) ? (values[text.toLowerCase()] ?? null) : null;

/** Written as browsers send them, or they would never match; `*` and `null` are nobody's origin. */
const origins = (text: string) => {
  const list = text === '' ? [] : text.split(',').map((part) => part.trim());
  return list.every((origin) => /^https?:/.test(origin) && URL.parse(origin)?.origin === origin) ? list : null;
};

/** As they stand in an address. */
const hosts = (text: string) => {
  const list = text === '' ? [] : text.split(',').map((part) => part.trim().toLowerCase());
  return list.every((host) => /^[a-z0-9.-]+$/.test(host) && URL.parse(`https://${host}`)?.host === host) ? list : null;
};

const timesOfDay = (text: string): QuietHours | null => {
  const [, ...parts] = /^([01]\d|2[0-3]):([0-5]\d) ?- ?([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined) return null;
  const hours = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return hours.from === hours.to ? null : hours;
};

const printable = (most: number) => (text: string) => (/^[\x21-\x7e]+$/.test(text) && text.length <= most ? text : null);
const absolutePath = (text: string) => (text.startsWith('/') || /^[A-Za-z]:\\/.test(text) ? text : null);

/** Our own name first; after it the names that people bring along from the servers Gatehouse replaces. */
const RULES = {
  port: { names: ['GATEHOUSE_PORT'], allowed: 'a port from 1 to 65535', read: wholeNumber(1, 65_535) },
  dataDirectory: {
    names: ['GATEHOUSE_DATA_DIR'],
    allowed: 'an absolute path',
    read: absolutePath,
  },
  accessTokenLifetime: {
    names: ['GATEHOUSE_ACCESS_TOKEN_MINUTES', 'MCP_OAUTH_ACCESS_TOKEN_EXPIRE_MINUTES'],
    allowed: 'whole minutes from 5 to 60',
    read: wholeNumber(5, 60, 60_000),
  },
  codeLifetime: {
    names: ['GATEHOUSE_CODE_SECONDS'],
    allowed: 'whole seconds from 30 to 600',
    read: wholeNumber(30, 600, 1_000),
  },
  signingAlgorithm: {
    names: ['GATEHOUSE_SIGNING_ALGORITHM'],
    allowed: 'ES256 or RS256',
    read: oneOf<'ES256' | 'RS256'>({ es256: 'ES256', rs256: 'RS256' }),
  },
  remoteRedirects: {
    names: ['GATEHOUSE_REMOTE_REDIRECTS'],
    allowed: 'true or false',
    read: oneOf<boolean | null>({ true: true, false: false }),
  },
  allowedOrigins: {
    names: ['GATEHOUSE_ALLOWED_ORIGINS'],
    allowed: 'origins such as https://app.example.com, separated by commas',
    read: origins,
  },
  documentFetches: {
    names: ['GATEHOUSE_CLIENT_DOCUMENTS'],
    allowed: 'on or off',
    // A settings file holds it as true or false.
    read: oneOf<boolean | null>({ on: true, off: false, true: true, false: false }),
  },
  documentHosts: {
    names: ['GATEHOUSE_CLIENT_DOCUMENT_HOSTS'],
    allowed: 'names of hosts such as example.com, separated by commas',
    read: hosts,
  },
  duration: {
    names: ['GATEHOUSE_DURATION'],
    allowed: 'once, 30d or always',
    read: oneOf<'once' | '30d' | 'always'>({ once: 'once', '30d': '30d', always: 'always' }),
  },
  promptTimeout: {
    names: ['GATEHOUSE_PROMPT_SECONDS'],
    allowed: 'whole seconds from 30 to 300',
    read: wholeNumber(30, 300, 1_000),
  },
  quietHours: {
    names: ['GATEHOUSE_QUIET_HOURS'],
    allowed: 'two different times of the day such as 22:00-07:00',
    read: timesOfDay,
  },
  activityRetention: {
    names: ['GATEHOUSE_ACTIVITY_DAYS'],
    allowed: 'whole days from 1 to 3650',
    read: wholeNumber(1, 3650, DAY),
  },
  externalIssuer: {
    names: ['GATEHOUSE_EXTERNAL_ISSUER', 'MCP_OAUTH_ISSUER'],
    allowed: 'a bare https origin such as https://memory.example.com, in lower case and without a slash at the end',
    read: readExternalIssuer,
  },
  forwardedHeaders: {
    names: ['GATEHOUSE_FORWARDED_HEADERS'],
    allowed: 'x-forwarded-for or none',
    read: oneOf<readonly 'x-forwarded-for'[]>({ 'x-forwarded-for': ['x-forwarded-for'], none: [] }),
  },
  tlsCertificate: { names: ['GATEHOUSE_TLS_CERT', 'MCP_SSL_CERT_FILE'], allowed: 'the absolute path of a PEM file', read: absolutePath },
  tlsKey: { names: ['GATEHOUSE_TLS_KEY', 'MCP_SSL_KEY_FILE'], allowed: 'the absolute path of a PEM file', read: absolutePath },
  https: { names: ['GATEHOUSE_HTTPS', 'MCP_HTTPS_ENABLED'], allowed: 'true or false', read: oneOf<boolean | null>({ true: true, false: false }) },
  clientSleep: { names: ['GATEHOUSE_CLIENT_SLEEP_DAYS'], allowed: 'whole days from 1 to 3650, or 0 for never', read: wholeNumber(0, 3650, DAY) },
  embeddingsUrl: {
    names: ['GATEHOUSE_EMBEDDINGS_URL'],
    allowed: 'an http address of this computer such as http://127.0.0.1:11434/v1',
    read: readEmbeddingsUrl,
  },
  embeddingsModel: { names: ['GATEHOUSE_EMBEDDINGS_MODEL'], allowed: 'the name of a model, of at most 200 characters', read: printable(200) },
  embeddingsKey: { names: ['GATEHOUSE_EMBEDDINGS_KEY'], allowed: 'a key of at most 500 characters without spaces', read: printable(500), secret: true },
  updates: { names: ['GATEHOUSE_UPDATES'], allowed: 'true or false', read: oneOf<boolean | null>({ true: true, false: false }) },
  theme: { names: [], allowed: 'system, light or dark', read: oneOf<Theme>({ system: 'system', light: 'light', dark: 'dark' }) },
} as const satisfies Record<keyof EnvironmentSettings, Named<unknown>>;

/** Names of the servers that Gatehouse replaces, where those count in other units than we do. */
const BROUGHT_ALONG: Readonly<Record<string, Rule<number> & { readonly setting: keyof EnvironmentSettings }>> = {
  MCP_OAUTH_AUTHORIZATION_CODE_EXPIRE_MINUTES: {
    setting: 'codeLifetime',
    allowed: 'whole minutes from 1 to 10',
    read: wholeNumber(1, 10, 60_000),
  },
  CLIENT_LIFETIME: {
    setting: 'clientSleep',
    allowed: 'whole seconds of a day (86400) or more, or 0 for never',
    read: (text: string) => (text === '0' ? 0 : wholeNumber(86_400, 315_360_000, 1_000)(text)),
  },
};

/** What the settings file may hold; the data directory cannot be named inside itself. */
export const SETTING_NAMES = [
  'port',
  'accessTokenLifetime',
  'codeLifetime',
  'signingAlgorithm',
  'remoteRedirects',
  'allowedOrigins',
  'documentFetches',
  'documentHosts',
  'duration',
  'promptTimeout',
  'quietHours',
  'activityRetention',
  'externalIssuer',
  'forwardedHeaders',
  'tlsCertificate',
  'tlsKey',
  'https',
  'clientSleep',
  'embeddingsUrl',
  'embeddingsModel',
  'embeddingsKey',
  'updates',
  'theme',
] as const;

/**
 * @param place what the person finds the value under
 * @throws StartError naming the place, the value and what is allowed
 */
export function readSetting(setting: keyof EnvironmentSettings, text: string, place: string): unknown {
  return readBy(RULES[setting], text, place);
}

function readBy({ allowed, read, secret }: Rule<unknown>, text: string, place: string): unknown {
  const value = read(text);
  if (value === null)
    throw new StartError(`${place} is ${secret ? 'something else' : JSON.stringify(text)}, but allowed is ${allowed}. Correct it or remove it.`);
  return value;
}

/** @returns what may be written for a setting, as the rest of a sentence, and whether its value is told to nobody */
export function ruleOf(setting: keyof EnvironmentSettings): { readonly allowed: string; readonly isSecret: boolean } {
  const rule: Rule<unknown> = RULES[setting];
  return { allowed: rule.allowed, isSecret: rule.secret ?? false };
}

/** @returns the variable that decides a setting, and what it says; null when none does */
export function variableOf(setting: keyof EnvironmentSettings, environment: Environment): { readonly variable: string; readonly text: string } | null {
  const brought = Object.entries(BROUGHT_ALONG).filter(([, rule]) => rule.setting === setting);
  const variable = [...RULES[setting].names, ...brought.map(([name]) => name)].find((name) => (environment[name] ?? '') !== '');
  return variable === undefined ? null : { variable, text: environment[variable] ?? '' };
}

/** @throws StartError naming the variable, its value and what is allowed */
export function readEnvironment(environment: Environment): EnvironmentSettings {
  const settings: Record<string, unknown> = {};
  for (const [setting, { names }] of Object.entries(RULES)) {
    const name = names.find((candidate) => environment[candidate] !== undefined && environment[candidate] !== '');
    if (name !== undefined) settings[setting] = readSetting(setting as keyof EnvironmentSettings, environment[name] ?? '', name);
  }
  for (const [name, rule] of Object.entries(BROUGHT_ALONG)) {
    const text = environment[name] ?? '';
    if (text !== '' && settings[rule.setting] === undefined) settings[rule.setting] = readBy(rule, text, name);
  }
  return settings;
}
