/**
 * Every setting, once: the variables that name it, what may be written, and how that is read. `config.json` takes the same
 * texts under the setting's own name. What holds without it is said where it is used; of what may change while Gatehouse
 * runs, in `shared/live-settings.ts`. The ones that the window offers are listed in `shared/settings-view.ts`.
 */
import type { Theme } from '../../shared/live-settings.ts';
import { readEmbeddingsUrl } from '../embeddings/loopback-endpoint.ts';
import { readExternalIssuer } from '../external-issuer.ts';
import { hosts, origins } from './lists.ts';
import { absolutePath, oneOf, printable, trueOrFalse, wholeNumber } from './plain-values.ts';
import type { Rule } from './rule.ts';
import { timesOfDay } from './times-of-day.ts';

const DAY = 86_400_000;

export type Declared = Rule<unknown> & {
  /** Our own name first; after it the names that people bring along from the servers Gatehouse replaces. */
  readonly variables: readonly string[];
  /** Names of those servers that count in other units than we do. */
  readonly inOtherUnits?: Readonly<Record<string, Rule<unknown>>>;
};

/** Times are read as milliseconds. */
export const SETTINGS = {
  port: { variables: ['GATEHOUSE_PORT'], allowed: 'a port from 1 to 65535', read: wholeNumber(1, 65_535) },
  dataDirectory: { variables: ['GATEHOUSE_DATA_DIR'], allowed: 'an absolute path', read: absolutePath },
  accessTokenLifetime: {
    variables: ['GATEHOUSE_ACCESS_TOKEN_MINUTES', 'MCP_OAUTH_ACCESS_TOKEN_EXPIRE_MINUTES'],
    allowed: 'whole minutes from 5 to 60',
    read: wholeNumber(5, 60, 60_000),
  },
  codeLifetime: {
    variables: ['GATEHOUSE_CODE_SECONDS'],
    allowed: 'whole seconds from 30 to 600',
    read: wholeNumber(30, 600, 1_000),
    inOtherUnits: {
      MCP_OAUTH_AUTHORIZATION_CODE_EXPIRE_MINUTES: { allowed: 'whole minutes from 1 to 10', read: wholeNumber(1, 10, 60_000) },
    },
  },
  signingAlgorithm: {
    variables: ['GATEHOUSE_SIGNING_ALGORITHM'],
    allowed: 'ES256 or RS256',
    read: oneOf<'ES256' | 'RS256'>({ es256: 'ES256', rs256: 'RS256' }),
  },
  remoteRedirects: { variables: ['GATEHOUSE_REMOTE_REDIRECTS'], allowed: 'true or false', read: trueOrFalse },
  /** Of websites that may call what a client needs. */
  allowedOrigins: {
    variables: ['GATEHOUSE_ALLOWED_ORIGINS'],
    allowed: 'origins such as https://app.example.com, separated by commas',
    read: origins,
  },
  /** Whether a client's own metadata document may be fetched. */
  documentFetches: {
    variables: ['GATEHOUSE_CLIENT_DOCUMENTS'],
    allowed: 'on or off',
    // A settings file holds it as true or false.
    read: oneOf({ on: true, off: false, true: true, false: false }),
  },
  /** The only ones that it is fetched from. */
  documentHosts: { variables: ['GATEHOUSE_CLIENT_DOCUMENT_HOSTS'], allowed: 'names of hosts such as example.com, separated by commas', read: hosts },
  duration: {
    variables: ['GATEHOUSE_DURATION'],
    allowed: 'once, 30d or always',
    read: oneOf<'once' | '30d' | 'always'>({ once: 'once', '30d': '30d', always: 'always' }),
  },
  /** How long a question waits. */
  promptTimeout: { variables: ['GATEHOUSE_PROMPT_SECONDS'], allowed: 'whole seconds from 30 to 300', read: wholeNumber(30, 300, 1_000) },
  /** When nothing pops up, day after day. */
  quietHours: { variables: ['GATEHOUSE_QUIET_HOURS'], allowed: 'two different times of the day such as 22:00-07:00', read: timesOfDay },
  activityRetention: { variables: ['GATEHOUSE_ACTIVITY_DAYS'], allowed: 'whole days from 1 to 3650', read: wholeNumber(1, 3650, DAY) },
  externalIssuer: {
    variables: ['GATEHOUSE_EXTERNAL_ISSUER', 'MCP_OAUTH_ISSUER'],
    allowed: 'a bare https origin such as https://memory.example.com, in lower case and without a slash at the end',
    read: readExternalIssuer,
  },
  /** Of the proxy in front, the headers that are believed. */
  forwardedHeaders: {
    variables: ['GATEHOUSE_FORWARDED_HEADERS'],
    allowed: 'x-forwarded-for or none',
    read: oneOf<readonly 'x-forwarded-for'[]>({ 'x-forwarded-for': ['x-forwarded-for'], none: [] }),
  },
  tlsCertificate: { variables: ['GATEHOUSE_TLS_CERT', 'MCP_SSL_CERT_FILE'], allowed: 'the absolute path of a PEM file', read: absolutePath },
  tlsKey: { variables: ['GATEHOUSE_TLS_KEY', 'MCP_SSL_KEY_FILE'], allowed: 'the absolute path of a PEM file', read: absolutePath },
  /** False leaves the two files alone; true insists on them. */
  https: { variables: ['GATEHOUSE_HTTPS', 'MCP_HTTPS_ENABLED'], allowed: 'true or false', read: trueOrFalse },
  /** After how long a connection that nobody uses ends; 0 is never. */
  clientSleep: {
    variables: ['GATEHOUSE_CLIENT_SLEEP_DAYS'],
    allowed: 'whole days from 1 to 3650, or 0 for never',
    read: wholeNumber(0, 3650, DAY),
    inOtherUnits: {
      CLIENT_LIFETIME: {
        allowed: 'whole seconds of a day (86400) or more, or 0 for never',
        read: (text: string) => (text === '0' ? 0 : wholeNumber(86_400, 315_360_000, 1_000)(text)),
      },
    },
  },
  /** Where embeddings are asked for, on this computer. */
  embeddingsUrl: {
    variables: ['GATEHOUSE_EMBEDDINGS_URL'],
    allowed: 'an http address of this computer such as http://127.0.0.1:11434/v1',
    read: readEmbeddingsUrl,
  },
  embeddingsModel: { variables: ['GATEHOUSE_EMBEDDINGS_MODEL'], allowed: 'the name of a model, of at most 200 characters', read: printable(200) },
  /** Where the endpoint wants one. */
  embeddingsKey: {
    variables: ['GATEHOUSE_EMBEDDINGS_KEY'],
    allowed: 'a key of at most 500 characters without spaces',
    read: printable(500),
    secret: true,
  },
  /** Whether the installed app looks for newer versions. */
  updates: { variables: ['GATEHOUSE_UPDATES'], allowed: 'true or false', read: trueOrFalse },
  theme: { variables: [], allowed: 'system, light or dark', read: oneOf<Theme>({ system: 'system', light: 'light', dark: 'dark' }) },
} as const satisfies Readonly<Record<string, Declared>>;

export type SettingName = keyof typeof SETTINGS;

/** What was chosen, in the file or in the environment. */
export type ChosenSettings = { readonly [Name in SettingName]?: NonNullable<ReturnType<(typeof SETTINGS)[Name]['read']>> };
