import type { Check } from '../facts.ts';
import { dataDirectory } from './data-directory.ts';
import { foreignListener } from './foreign-listener.ts';
import { locked } from './locked.ts';
import { lockedKeychain } from './locked-keychain.ts';
import { logInAgain } from './log-in-again.ts';
import { missingPkce } from './missing-pkce.ts';
import { newerProfile } from './newer-profile.ts';
import { notLetIn } from './not-let-in.ts';
import { notRunning } from './not-running.ts';
import { proxyBetween } from './proxy-between.ts';
import { redirectMismatch } from './redirect-mismatch.ts';
import { revokedGrant } from './revoked-grant.ts';
import { scopeRefused } from './scope-refused.ts';
import { staleClientId } from './stale-client-id.ts';
import { triedAddress } from './tried-address.ts';
import { vanishedEntry } from './vanished-entry.ts';
import { wrongAddress } from './wrong-address.ts';
import { wrongClock } from './wrong-clock.ts';

/** What keeps Gatehouse itself from running comes first, then what keeps programs from reaching it, then what they did. */
export const CHECKS: readonly Check[] = [
  dataDirectory,
  newerProfile,
  lockedKeychain,
  foreignListener,
  notRunning,
  wrongClock,
  proxyBetween,
  locked,
  wrongAddress,
  vanishedEntry,
  triedAddress,
  staleClientId,
  redirectMismatch,
  missingPkce,
  scopeRefused,
  revokedGrant,
  notLetIn,
  logInAgain,
];
