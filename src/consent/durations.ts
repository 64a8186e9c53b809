import type { DurationLine } from '../shared/views.ts';

/** What the person can choose from (ruling 10). */
export const DURATIONS: readonly DurationLine[] = [
  { duration: 'once', sentence: 'just this once (1 hour)', chosen: false },
  { duration: '30d', sentence: '30 days', chosen: true },
  { duration: 'always', sentence: 'until I disconnect it', chosen: false },
];
