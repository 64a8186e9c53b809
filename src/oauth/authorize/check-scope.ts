import { covers, DEFAULT_SCOPES, impliedBy, readScopes, type Scope } from '../../shared/scopes.ts';
import { OAuthError } from '../errors.ts';
import { single } from '../parameters.ts';
import { type Draft, established } from './draft.ts';

/** RFC 6749 §3.3 scope-token characters and spaces. */
const SYNTAX = /^[\x21\x23-\x5b\x5d-\x7e]+(?: +[\x21\x23-\x5b\x5d-\x7e]+)*$/;

/**
 * Unknown scopes are dropped, because clients ask for whole catalogues and for `openid email profile`; the token response
 * says what was granted (OAuth 2.1 §1.4.1). What a client registered for bounds only a request that names nothing: SDKs
 * register with the scope of our first challenge, and a later one must not be dropped for it. The ceiling is the person's.
 */
export function checkScope(draft: Draft): void {
  const client = established(draft.client, 'client');
  const asked = single(draft.parameters, 'scope')?.trim();
  if (asked !== undefined && asked !== '' && !SYNTAX.test(asked)) throw new OAuthError('invalid_scope', 'scope has bad characters');
  const wanted = asked === undefined ? [] : readScopes(asked);
  const scopes = wanted.length === 0 ? within(client.registeredScopes, DEFAULT_SCOPES) : impliedBy(wanted);
  draft.scopes = within(client.scopeCeiling, scopes);
  if (draft.scopes.length === 0) throw new OAuthError('invalid_scope', 'nothing in scope may be asked by this client');
}

function within(bound: readonly Scope[] | null, scopes: readonly Scope[]): readonly Scope[] {
  return bound === null ? scopes : scopes.filter((scope) => covers(bound, scope));
}
