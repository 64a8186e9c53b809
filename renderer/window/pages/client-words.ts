/** What is said of a client wherever it is shown, and every sentence of its own page. */
import { plainText, quotedName } from '../../../src/shared/plain-text.ts';
import type { Scope } from '../../../src/shared/scopes.ts';
import type { ClientView, GrantView } from '../../../src/shared/views.ts';

type Named = Pick<ClientView, 'name' | 'label'>;

/** The person's own word for it, else what it calls itself, in quotes. */
export function titleOf({ name, label }: Named): string {
  return label === null ? quotedName(name) : plainText(label);
}

export const STATES: Readonly<Record<ClientView['state'], string>> = {
  connected: 'Connected',
  paused: 'Paused',
  blocked: 'Blocked',
  disconnected: 'Disconnected',
  'never approved': 'Never allowed',
};

/** A key cannot come back: what has ended is over, and another is made. */
export function stateWords({ kind, state }: Pick<ClientView, 'kind' | 'state'>): string {
  return kind === 'key' && state === 'disconnected' ? 'Ended' : STATES[state];
}

const SHORT: Readonly<Record<Scope, string>> = { 'memory:read': 'read', 'memory:write': 'change', 'memory:admin': 'reorganise' };

/** "Read, change"; short, for one cell. */
export function shortPermissions(scopes: readonly Scope[]): string {
  const words = scopes.map((scope) => SHORT[scope]).join(', ');
  return words === '' ? 'nothing' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const ANSWERED: Readonly<Record<string, string>> = {
  popup: 'in the prompt',
  window: 'in this window',
  terminal: 'in the terminal',
  command: 'by command',
  'test-profile': 'by the test profile',
};

export function answered(by: string): string {
  return ANSWERED[by] ?? '';
}

export function isLive({ endedAt, endsAt }: Pick<GrantView, 'endedAt' | 'endsAt'>, now: number): boolean {
  return endedAt === null && (endsAt === null || endsAt > now);
}

export const CLIENT = {
  back: 'Clients',
  gone: 'This client is not there any more.',
  // facts
  calls: 'Calls itself',
  state: 'State',
  registered: 'First seen',
  since: 'Connected since',
  used: 'Last used',
  ends: 'Ends',
  never: 'never',
  untilDisconnected: 'when you disconnect it',
  program: 'Registered by',
  answers: 'Answers go to',
  key: 'A key for scripts',
  details: 'Details',
  ids: 'Client ids',
  // connections
  connections: 'Connections',
  noConnection: 'No connection is open. It can ask for one.',
  keyEnded: 'This key has ended. Make a new one under Sessions, and put it in its place.',
  past: 'Ended connections',
  allowed: 'Allowed',
  memories: 'Memories',
  alsoReads: (names: string) => `, and it may read ${names} as well`,
  evidence: 'What we could see when you allowed it',
  noEvidence: 'Nothing was kept.',
  may: 'It may',
  narrowed: (sentence: string) => `It may no longer: ${sentence}. This holds from its next call on.`,
  givenBack: 'What you take away here it can ask for again. To take everything away, disconnect it.',
  // sessions and activity
  sessions: 'Sessions',
  noSessions: 'No open sessions.',
  started: 'Started',
  renewals: 'Renewed',
  endSession: 'End',
  sessionEnded: 'The session has ended. The program can ask for a new one.',
  activity: 'Last activity',
  noActivity: 'Nothing has happened yet.',
  // actions
  rename: 'Rename',
  renameTitle: (title: string) => `Your name for ${title}`,
  renameLabel: 'Name',
  renameHint: 'Only you see it. Leave it empty to use what the program calls itself.',
  save: 'Save',
  cancel: 'Cancel',
  renamed: 'Renamed.',
  pause: 'Pause',
  paused: (title: string) => `${title} is paused. It keeps its connection and is refused until you resume it.`,
  resume: 'Resume',
  resumed: (title: string) => `${title} may go on.`,
  block: 'Block',
  blockTitle: (title: string) => `Block ${title}?`,
  blockText: 'It is refused from now on, and you are not asked about it any more until you unblock it.',
  blocked: (title: string) => `${title} is blocked.`,
  unblock: 'Unblock',
  unblocked: (title: string) => `${title} is not blocked any more.`,
  disconnect: 'Disconnect',
  disconnectTitle: (title: string) => `Disconnect ${title}?`,
  disconnectText: 'It stops working with your memories now. It can ask again.',
  disconnected: (title: string) => `${title} is disconnected. It can ask again.`,
  forget: 'Forget',
  forgetTitle: (title: string) => `Forget ${title}?`,
  forgetText: 'It is disconnected and taken out of this list. What it wrote and what it did stay. It has to register again to ask.',
  forgotten: (title: string) => `${title} is forgotten.`,
} as const;
