import type { Check } from '../facts.ts';
import { stoppedBy } from './attempts.ts';

/** RFC 9700 §2.1: a code goes nowhere else than was registered. */
export const redirectMismatch: Check = stoppedBy(
  ['redirect-mismatch'],
  'redirect-mismatch',
  (who) => `${who} wants its answer at another address than it registered`,
);
