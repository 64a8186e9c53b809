import type { Check } from '../facts.ts';
import { stoppedBy } from './attempts.ts';

/** What programs asked for, whatever their settings say. */
export const triedAddress: Check = stoppedBy(
  ['wrong-path', 'wrong-host', 'wrong-resource', 'web-page'],
  'tried-address',
  (who) => `${who} came with another address`,
);
