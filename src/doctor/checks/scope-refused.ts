import type { Check } from '../facts.ts';
import { stoppedBy } from './attempts.ts';

/** Ruling 15: what was not allowed is asked for, and refused meanwhile. */
export const scopeRefused: Check = stoppedBy(['scope-refused'], 'scope-refused', (who) => `${who} was refused a permission`);
