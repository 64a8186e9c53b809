import type { Check } from '../facts.ts';
import { stoppedBy } from './attempts.ts';

/** Disconnected, run out, or of another profile: the program has to log in again. */
export const revokedGrant: Check = stoppedBy(['revoked', 'wrong-token'], 'revoked-grant', (who) => `${who} came with access that does not hold any more`);
