import type { RefusalReason } from '../activity/events.ts';
import type { AttemptProblem } from '../shared/attempt-views.ts';
import type { Exchange } from './exchange.ts';

/** The reasons that say by themselves what is wrong; the rest is told by where it happened. */
const BY_REASON: Readonly<Partial<Record<RefusalReason, AttemptProblem>>> = {
  host_refused: 'wrong-host',
  origin_refused: 'web-page',
  client_unknown: 'unknown-client',
  redirect_mismatch: 'redirect-mismatch',
  pkce_missing: 'no-pkce',
  scope_missing: 'scope-refused',
  aud_mismatch: 'wrong-resource',
  iss_mismatch: 'wrong-resource',
  from_future: 'clock',
  revoked: 'revoked',
  grant_ended: 'revoked',
  grant_invalid: 'revoked',
  expired: 'revoked',
  blocked: 'blocked',
  client_blocked: 'blocked',
  other_user: 'blocked',
  client_paused: 'paused',
  locked: 'paused',
  sig_bad: 'wrong-token',
  kid_unknown: 'wrong-token',
  typ_wrong: 'wrong-token',
  malformed: 'wrong-token',
  client_mismatch: 'wrong-token',
  rate_limited: 'too-often',
  busy: 'too-often',
  cooling_down: 'too-often',
};

/** @returns null when this exchange is a step on the way and no end of it */
export function problemOf({ step, status, reason, grantType, clientId }: Exchange): AttemptProblem | null {
  // Without a token there is nothing to refuse yet, and one that has run out is renewed: both are how every login begins.
  // Nobody is named then; a key is known by its hash, and nothing renews it.
  if (status < 400 || (status === 401 && (reason === 'no_token' || (reason === 'expired' && clientId === null)))) return null;
  if (step === 'token' && reason === 'grant_invalid' && grantType !== 'refresh_token') return 'other';
  const known = reason === null ? undefined : BY_REASON[reason];
  if (known !== undefined) return known;
  if (status === 429) return 'too-often';
  if (status >= 500) return 'fault';
  if (step === 'register') return 'registration-refused';
  if (status === 404) return 'wrong-path';
  if (status === 403 && step === 'call') return 'scope-refused';
  // Clients try methods that are not served here, and go on when they are told so.
  return status === 405 ? null : 'other';
}
