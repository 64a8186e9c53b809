/** Every sentence of the popup. */
import { clientIdHost } from '../../src/shared/destination.ts';
import { quotedName } from '../../src/shared/plain-text.ts';
import { TEST_LINE, wish } from '../../src/shared/request-words.ts';
import type { RequestView } from '../../src/shared/views.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

export const WORDS = {
  test: TEST_LINE,
  calls: 'Calls itself',
  firstSeen: 'First seen',
  address: 'Names itself by',
  seen: 'What we can see on this computer',
  answerGoes: 'The answer goes to',
  warning: 'Warning: ',
  details: 'Details',
  changes: 'Changed since you allowed it',
  may: 'It may',
  wants: 'It wants to',
  already: 'Already allowed',
  stay: 'Stay connected',
  memories: 'Memories it may use',
  callWhat: 'It would',
  back: 'You can bring them back for 30 days.',
  notAsked: "I didn't ask for this",
  deny: 'Deny',
  allow: 'Allow',
  more: 'Give me 2 more minutes',
  announced: 'It has not asked for anything yet. As soon as it does, you can allow it here.',
  nothingTicked: 'Tick what it may do, to allow it.',
  offScreen: 'Move this window fully onto the screen, to allow it.',
} as const;

export function title({ kind, stage }: RequestView): string {
  if (stage === 'announced') return 'A program wants to connect';
  const TITLES: Readonly<Record<RequestView['kind'], string>> = {
    connection: 'A program wants to use your memories',
    widening: 'A program asks for more than before',
    call: 'A program asks before it does this',
  };
  return TITLES[kind];
}

/** For a screen reader, in one sentence. */
export function summary(request: RequestView): string {
  const { client, answerGoesTo, remote } = request;
  const goes = answerGoesTo === null ? '' : remote ? `; the answer leaves this computer, to ${answerGoesTo}` : '; the answer stays on this computer';
  return `${quotedName(client.name)} ${wish(request)}${goes}.`;
}

export function acquaintance({ known, firstSeenAt, lastAllowedAt }: RequestView, now: number): string {
  const connected = known ? 'connected already' : lastAllowedAt === null ? 'never connected before' : `last allowed ${ago(lastAllowedAt, now)}`;
  return `${ago(firstSeenAt, now)} · ${connected}`;
}

/** @returns null for a program that registered */
export function address({ client }: RequestView): string | null {
  const host = clientIdHost(client.id);
  return host === null ? null : `an address at “${host}”`;
}

/** The code's other place: there is no browser behind a call, a bridge, or a widening without a login. */
export function codePlace({ details }: RequestView): string {
  return details.redirectUri !== null ? ', also shown in your browser' : '';
}

export function timeLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`;
}

export function spokenTime(seconds: number): string {
  return seconds === 60 ? 'One minute left' : `${seconds} seconds left`;
}

function ago(at: number, now: number): string {
  const since = now - at;
  if (since < MINUTE) return 'just now';
  if (since < HOUR) return plural(Math.floor(since / MINUTE), 'minute');
  if (since < DAY) return plural(Math.floor(since / HOUR), 'hour');
  return plural(Math.floor(since / DAY), 'day');
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
