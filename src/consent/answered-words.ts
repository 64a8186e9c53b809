/** What is said on the screen where the person answered, as soon as it is known what became of it. */

import { WHY_NOT } from './outcome-words.ts';
import type { Settlement } from './prompt.ts';

export const CONNECTED = 'Connected. You can disconnect it any time.';
/** It is drawn again because of something that the person did not do. */
export const LOOK_AGAIN = 'What we can see has changed. Look at it again.';

const NOTES: Partial<Record<Settlement, string>> = {
  changed: 'Another program would receive the answer now. Look at it again before you allow it.',
  fault: 'Your answer could not be kept. Please answer again.',
};

/** @returns why the same request is asked again; null when it is over */
export function noteFor(outcome: Settlement): string | null {
  return NOTES[outcome] ?? null;
}

/** The last line after an Allow that came too late. */
export function notConnected(outcome: Exclude<Settlement, 'decided' | 'fault'>): string {
  return `Not connected: this request ${WHY_NOT[outcome]}`;
}
