/** `WWW-Authenticate` for the protected resource (RFC 6750 §3, RFC 9728 §5.1). */
import { DEFAULT_SCOPES, type Scope, writeScopes } from '../../shared/scopes.ts';
import type { AccessRefusal } from '../access/access.ts';
import type { Spelling } from '../spellings.ts';

/** @param refusal without a token sent there is no `error`: the caller has done nothing wrong yet (§3.1) */
export function bearerChallenge(spelling: Spelling, refusal: AccessRefusal): string {
  const parts = ['realm="gatehouse"'];
  if (refusal.tokenSent) parts.push('error="invalid_token"', `error_description="${describe(refusal)}"`);
  parts.push(`resource_metadata="${spelling.resourceMetadata}"`, `scope="${writeScopes(DEFAULT_SCOPES)}"`);
  return `Bearer ${parts.join(', ')}`;
}

/** Expired is told apart, so that a client refreshes instead of logging in; all else is one answer, no oracle. */
export function describe(refusal: AccessRefusal): string {
  if (!refusal.tokenSent) return 'a bearer token is needed';
  return refusal.refused === 'expired' || refusal.refused === 'from_future'
    ? 'the access token has expired'
    : 'the access token is invalid or has been revoked';
}

/** @param needed every permission that the call needs, not only the missing one */
export function scopeChallenge(spelling: Spelling, needed: readonly Scope[]): string {
  const parts = ['realm="gatehouse"', 'error="insufficient_scope"', `resource_metadata="${spelling.resourceMetadata}"`, `scope="${writeScopes(needed)}"`];
  return `Bearer ${parts.join(', ')}`;
}
