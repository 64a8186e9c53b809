import type { Check } from '../facts.ts';
import { stoppedBy } from './attempts.ts';

/** RFC 7636: without it a code can be used by whoever catches it. */
export const missingPkce: Check = stoppedBy(['no-pkce'], 'missing-pkce', (who) => `${who} logs in without PKCE`);
