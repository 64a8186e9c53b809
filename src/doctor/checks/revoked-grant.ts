import type { Check } from '../facts.ts';
import { stoppedBy } from './attempts.ts';

/** Disconnected, run out, or of another profile: the program has to log in again, and a script needs a new key. */
export const revokedGrant: Check = stoppedBy(['revoked', 'wrong-token'], 'revoked-grant', (who, { isKey }) =>
  isKey ? `${who} has ended` : `${who} came with access that does not hold any more`,
);
