import { covers, DEFAULT_SCOPES, impliedBy, readScopes, type Scope } from '../../shared/scopes.ts';
import { OAuthError } from '../errors.ts';
import { single } from '../parameters.ts';
import { type Draft, established } from './draft.ts';

/** RFC 6749 §3.3 scope-token characters and spaces. */
const SYNTAX = /^[\x21\x23-\x5b\x5d-\x7e]+(?: +[\x21\x23-\x5b\x5d-\x7e]+)*$/;

/**
 * Unknown scopes are dropped, because clients ask for whole catalogues and for `openid email profile`; what is left is
 * asked under the ceiling of the registration, and the token response says what was granted (OAuth 2.1 §1.4.1).
 */
export function checkScope(draft: Draft): void {
  const client = established(draft.client, 'client');
  const asked = single(draft.parameters, 'scope')?.trim();
  if (asked !== undefined && asked !== '' && !SYNTAX.test(asked)) throw new OAuthError('invalid_scope', 'scope has bad characters');
  const wanted = asked === undefined ? [] : readScopes(asked);
  draft.scopes = underCeiling(wanted.length === 0 ? DEFAULT_SCOPES : impliedBy(wanted), client.scopeCeiling);
  if (draft.scopes.length === 0) throw new OAuthError('invalid_scope', 'nothing in scope may be asked by this client');
}

function underCeiling(scopes: readonly Scope[], ceiling: readonly Scope[] | null): readonly Scope[] {
  return ceiling === null ? scopes : scopes.filter((scope) => covers(ceiling, scope));
}
