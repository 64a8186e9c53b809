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

/**
 * @param usual what the person wants chosen before they choose
 * @returns none for a widening and for one call: they end with their connection
 */
export function durationsFor(
  { request, client, grant }: Pick<Entry, 'request' | 'client' | 'grant'>,
  usual: DurationLine['duration'],
): readonly DurationLine[] {
  if (grant !== null) return [];
  const offered = request?.redirectUri === BRIDGE_RECEIVER && client.metadata.lasts !== 'program' ? WHILE_IT_RUNS : LASTING;
  const chosen = offered.some(({ duration }) => duration === usual) ? usual : '30d';
  return offered.map((line) => ({ ...line, chosen: line.duration === chosen }));
}
