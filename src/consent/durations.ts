import type { DurationLine } from '../shared/views.ts';

/** What the person can choose from (ruling 10). */
const DURATIONS: readonly Omit<DurationLine, 'chosen'>[] = [
  { duration: 'once', sentence: 'just this once (1 hour)' },
  { duration: '30d', sentence: '30 days' },
  { duration: 'always', sentence: 'until I disconnect it' },
];

/** @param usual what is chosen before the person chooses */
export function durationLines(usual: DurationLine['duration']): readonly DurationLine[] {
  return DURATIONS.map((line) => ({ ...line, chosen: line.duration === usual }));
}
