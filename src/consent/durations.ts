import { BRIDGE_RECEIVER } from '../shared/bridge.ts';
import type { DurationLine } from '../shared/views.ts';
import type { Entry } from './entry.ts';

/** What the person can choose from (ruling 10). */
const LASTING: readonly Omit<DurationLine, 'chosen'>[] = [
  { duration: 'once', sentence: 'just this once (1 hour)' },
  { duration: '30d', sentence: '30 days' },
  { duration: 'always', sentence: 'until I disconnect it' },
];

/** For a bridge whose connection ends with the process that it is for: 30 days would be a promise that nobody keeps. */
const WHILE_IT_RUNS: readonly Omit<DurationLine, 'chosen'>[] = [
  { duration: 'once', sentence: 'just this once (1 hour at most)' },
  { duration: '30d', sentence: 'as long as it runs (30 days at most)' },
];

/** For a bridge that could not be looked at: nothing tells when it has ended. */
const UNSEEN: readonly Omit<DurationLine, 'chosen'>[] = [{ duration: 'once', sentence: 'just this once (1 hour)' }];

/**
 * @param usual what the person wants chosen before they choose
 * @returns none for a widening and for one call: they end with their connection
 */
export function durationsFor(
  { request, client, grant }: Pick<Entry, 'request' | 'client' | 'grant'>,
  usual: DurationLine['duration'],
): readonly DurationLine[] {
  if (grant !== null) return [];
  const offered = request?.redirectUri === BRIDGE_RECEIVER ? offeredToBridge(client) : LASTING;
  const chosen = offered.some(({ duration }) => duration === usual) ? usual : offered.at(-1)?.duration;
  return offered.map((line) => ({ ...line, chosen: line.duration === chosen }));
}

function offeredToBridge({ metadata: { lasts, pid } }: Entry['client']): readonly Omit<DurationLine, 'chosen'>[] {
  if (lasts === 'program') return LASTING;
  return pid === undefined ? UNSEEN : WHILE_IT_RUNS;
}
