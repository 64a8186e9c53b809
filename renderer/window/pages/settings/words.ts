/** Every sentence of the settings. */
import { USUAL_SETTINGS } from '../../../../src/shared/live-settings.ts';

const DAY = 86_400_000;

export const SETTINGS = {
  title: 'Settings',
  pending: 'Changed. It holds from the next start of Gatehouse on.',
  nextStart: 'A change holds from the next start of Gatehouse on.',
  overridden: (by: string) => `${by} decides this and stands above what is kept here.`,
  save: 'Save',
  saved: 'Kept.',
  // sections
  programs: 'Programs and websites',
  time: 'How long things last',
  address: 'Address',
  meaning: 'Finding by meaning',
  keys: 'Keys',
  now: 'Questions',
  app: 'This app',
  place: 'Where it is kept',
  updates: 'Updates',
  // keys
  vault: 'Keys are in',
  vaults: { keychain: 'the keychain of this computer', file: 'a file in the data directory; whoever can read your files can read them' },
  algorithm: 'Signature of tokens',
  rotate: 'Use a new signing key',
  rotateTitle: 'Use a new signing key?',
  rotateText: 'New tokens are signed with it. Those of the old key end within the hour, and programs get new ones by themselves: nobody is disconnected.',
  rotated: 'A new signing key is in use.',
  // questions
  quiet: (until: string | null) =>
    until === null ? 'Quiet until you end it: nothing pops up, requests wait in the list.' : `Quiet until ${until}: nothing pops up.`,
  asking: 'A program that wants in raises a question at once.',
  quietHour: 'Quiet for an hour',
  quietOn: 'Quiet until I end it',
  quietOff: 'End quiet',
  // place
  directory: 'Data directory',
  directoryHint: 'Another one is chosen with --data-dir or GATEHOUSE_DATA_DIR when Gatehouse starts.',
} as const;

type Danger = { readonly title: string; readonly text: string; readonly action: string };

/** What is chosen without a word from the person comes first. */
export const CHOICES = {
  duration: {
    words: { label: 'Time that a question suggests', hint: 'You can choose another in each.' },
    choices: [
      { value: '30d', text: '30 days' },
      { value: 'once', text: 'just this once (1 hour)' },
      { value: 'always', text: 'until I disconnect it' },
    ],
  },
  theme: {
    words: { label: 'Colours' },
    choices: [
      { value: 'system', text: 'as the system' },
      { value: 'light', text: 'light' },
      { value: 'dark', text: 'dark' },
    ],
  },
} as const;

export const TOGGLES = {
  startAtLogin: { label: 'Start at login', hint: 'It starts in the tray, without a window.', danger: null },
  remoteRedirects: {
    label: 'Answers may leave this computer',
    hint: 'Programs that run elsewhere may be answered at an https address. Off, only programs on this computer can connect.',
    danger: {
      title: 'Let answers leave this computer?',
      text: 'A program somewhere else can then be allowed to use your memories. Each question says so.',
      action: 'Let them leave',
    },
  },
  documentFetches: {
    label: 'Fetch what a program publishes about itself',
    hint: 'Leaves this computer only when a program names itself by its address. A website cannot cause it.',
    danger: null,
  },
  updates: {
    label: 'Look for newer versions',
    hint: 'Once a day, and nothing is told about you. What its makers did not sign is not fetched. It is installed when you quit Gatehouse.',
    danger: null,
  },
} as const satisfies Readonly<Record<string, { label: string; hint: string; danger: Danger | null }>>;

export type TextWords = {
  readonly label: string;
  readonly hint: string;
  /** What a change from one text to another asks first. */
  readonly danger: (to: string, from: string) => Danger | null;
};

const never = () => null;
const unlessEmpty = (danger: Danger) => (to: string) => (to === '' ? null : danger);
/** Days, of which fewer take away what cannot be brought back. @param usual milliseconds that an empty field means; 0 is for ever */
const whenLess = (usual: number, danger: Danger) => (to: string, from: string) => {
  const days = (text: string) => (text === '' ? usual / DAY : Number(text)) || Number.POSITIVE_INFINITY;
  return days(to) < days(from) ? danger : null;
};

export const TEXTS = {
  promptTimeout: {
    label: 'Seconds that a question waits',
    hint: 'From 30 to 300. Empty: 120 in a pop-up, 300 without a desktop.',
    danger: never,
  },
  quietHours: {
    label: 'Quiet hours',
    hint: 'For example 22:00-07:00: nothing pops up then, requests wait in the list. Empty: none.',
    danger: never,
  },
  port: {
    label: 'Port',
    hint: 'Empty: 4283. Programs remember it: after a change each has to be connected anew.',
    danger: () => ({
      title: 'Change the port?',
      text: 'Programs that are connected look for Gatehouse at the old one and have to log in again. After the restart, Connect a program lists them and repairs them.',
      action: 'Change it',
    }),
  },
  externalIssuer: {
    label: 'Address of your own proxy',
    hint: 'For example https://memory.example.com. Empty: none.',
    danger: unlessEmpty({
      title: 'Serve it under that address as well?',
      text: 'Whoever reaches your proxy can then make Gatehouse ask you, and nothing is known about the program that asks.',
      action: 'Serve it there',
    }),
  },
  allowedOrigins: {
    label: 'Websites that may call Gatehouse',
    hint: 'Exact addresses such as https://app.example.com, separated by commas. Empty: none. Each still needs your Allow.',
    danger: unlessEmpty({
      title: 'Let these websites call Gatehouse?',
      text: 'Pages of these websites can then ask to connect, as a program can.',
      action: 'Let them',
    }),
  },
  documentHosts: {
    label: 'Fetch it only from',
    hint: 'Names of hosts such as example.com, separated by commas. Empty: any.',
    danger: never,
  },
  clientSleep: {
    label: 'Days without use until a connection ends',
    hint: 'Empty or 0: never.',
    danger: whenLess(USUAL_SETTINGS.clientSleep, {
      title: 'End connections that are not used?',
      text: 'Those that nobody has used for so many days end within a minute. Their programs can ask again.',
      action: 'End them',
    }),
  },
  activityRetention: {
    label: 'Days that activity is kept',
    hint: 'Empty: 90.',
    danger: whenLess(USUAL_SETTINGS.activityRetention, {
      title: 'Remove older activity?',
      text: 'What is older than that is removed within a minute, for good.',
      action: 'Remove it',
    }),
  },
  accessTokenLifetime: {
    label: 'Minutes that an access token lasts',
    hint: 'Empty: 15. A disconnect holds at the next request, whatever this says.',
    danger: never,
  },
  codeLifetime: { label: 'Seconds to fetch the first token after an Allow', hint: 'Empty: 60.', danger: never },
} as const satisfies Readonly<Record<string, TextWords>>;

export const MEANING = {
  text: 'A model on this computer, such as Ollama’s, helps to find memories by what they mean. The text of memories and questions is sent to that address.',
  embeddingsUrl: 'Address',
  embeddingsModel: 'Model',
  embeddingsKey: 'Key, where it wants one',
  kept: 'There is one. Write another to replace it.',
} as const;
