import type { Check } from '../facts.ts';
import { stoppedBy } from './attempts.ts';

/** Everything else that ends a way in: an answer, or a fault. */
export const notLetIn: Check = stoppedBy(
  ['denied', 'unanswered', 'blocked', 'paused', 'registration-refused', 'too-often', 'fault', 'other'],
  'not-let-in',
  (who, { stopped }) => `${who} did not come in (at ${stopped?.step ?? 'the start'})`,
);
