import { OAuthError } from '../errors.ts';
import { RETRY_AFTER } from '../token/check-client-may-redeem.ts';
import type { AccessRefusal } from './access.ts';

/** RFC 6750 §3.1, for endpoints of ours that take a bearer beside other credentials. A held client keeps its token. */
export function accessRefused({ refused }: AccessRefusal, description: string): OAuthError {
  if (refused === 'client_paused' || refused === 'locked') {
    return new OAuthError('temporarily_unavailable', 'the person paused access', { status: 503, retryAfter: RETRY_AFTER, reason: refused });
  }
  return new OAuthError('invalid_token', description, { status: 401, reason: refused });
}
