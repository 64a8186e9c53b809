import type { Check } from '../facts.ts';
import { stoppedBy } from './attempts.ts';

/** A forgotten registration: the failure that strands most people, because no program recovers from it by itself. */
export const staleClientId: Check = stoppedBy(['unknown-client'], 'stale-client-id', (who) => `${who} came with a client id that Gatehouse does not know`);
