/** RFC 7662: what a token is worth right now, told only to those whose business it is. */
import type { Clock } from '../shared/edge.ts';
import { covers, type Scope, writeScopes } from '../shared/scopes.ts';
import { hashSecret } from '../shared/secrets.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { AccessCheck } from './access/access.ts';
import type { LiveState } from './access/live-state.ts';
import { accessRefused } from './access/refuse-access.ts';
import type { FindClient } from './authorize/find-client.ts';
import { OAuthError } from './errors.ts';
import { type Parameters, readParameters, refuseRepeats, single } from './parameters.ts';
import type { Spelling } from './spellings.ts';
import { authenticateClient } from './token/authenticate-client.ts';
import { REFRESH_TOKEN_PREFIX } from './token/issue.ts';
import { SUBJECT } from './tokens/access-token.ts';

type Deps = {
  readonly find: FindClient;
  readonly store: AuthStore;
  readonly state: LiveState;
  readonly access: AccessCheck;
  readonly clock: Clock;
};

export type Introspection = Readonly<Record<string, unknown>>;
export type Introspect = (form: string, authorization: string | undefined, spelling: Spelling) => Promise<Introspection>;

/** §2.2: whatever the reason, and whether it ever was a token, the answer is the same bytes. */
const INACTIVE: Introspection = Object.freeze({ active: false });

const NOT_ENOUGH = 'this token may not be used to ask about others';

/** About whose tokens the caller may ask: null is everybody's. */
type MayAsk = { readonly clientId: string | null };

export function createIntrospect({ find, store, state, access, clock }: Deps): Introspect {
  return async (form, authorization, { issuer, resource }) => {
    const parameters = readParameters(form);
    refuseRepeats(parameters, ['token', 'token_type_hint', 'client_id', 'client_secret']);
    const token = single(parameters, 'token');
    const caller = await authenticateCaller(parameters, authorization, token);
    if (token === undefined) throw new OAuthError('invalid_request', 'token is missing');
    const found = await (token.startsWith(REFRESH_TOKEN_PREFIX) ? refreshToken(token) : accessToken(token));
    if (found === null || (caller.clientId !== null && caller.clientId !== found.client_id)) return INACTIVE;
    return { active: true, ...found, sub: SUBJECT, iss: issuer, aud: resource };
  };

  /** §2.1: a confidential client, a bearer with the widest permission, or the token itself. */
  async function authenticateCaller(parameters: Parameters, authorization: string | undefined, asked: string | undefined): Promise<MayAsk> {
    const bearer = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (bearer !== undefined) {
      await authenticateBearer(bearer, asked);
      return { clientId: null };
    }
    if (authorization === undefined && parameters.get('client_secret') === undefined) throw notYours('client authentication is needed');
    const client = await authenticateClient(find, parameters, authorization);
    if (client.tokenEndpointAuthMethod === 'none') throw notYours('only a client with a secret may ask');
    return { clientId: client.id };
  }

  /** §2.3: a bearer that is not enough is answered as in RFC 6750 §3. */
  async function authenticateBearer(bearer: string, asked: string | undefined): Promise<void> {
    const caller = await access.inspect(bearer);
    if ('refused' in caller) {
      if (bearer === asked && (await refreshToken(bearer)) !== null) return;
      throw accessRefused(caller, NOT_ENOUGH);
    }
    // A key for scripts opens memories and nothing else (ruling 19), however wide it is.
    const isLogin = caller.method === 'access-token';
    if (isLogin && (bearer === asked || covers(access.scopes(caller), 'memory:admin'))) return;
    throw accessRefused({ refused: 'client_auth_failed', tokenSent: true, clientId: null }, NOT_ENOUGH);
  }

  async function accessToken(token: string) {
    const caller = await access.inspect(token);
    if ('refused' in caller) return null;
    const { clientId, tokenId, expiresAt, issuedAt } = caller;
    return { client_id: clientId, scope: writeScopes(access.scopes(caller)), token_type: 'Bearer', exp: expiresAt, iat: issuedAt, jti: tokenId };
  }

  async function refreshToken(token: string) {
    const found = await store.refreshTokens.find(hashSecret(token));
    if (found === null || found.usedAt !== null) return null;
    const grant = state.grant(found.grantId, clock.now());
    const session = await store.sessions.find(found.sessionId);
    const held = state.held(found.clientId) !== null || state.locked();
    if (grant === null || session === null || session.endedAt !== null || held) return null;
    const scopes: readonly Scope[] = grant.scopes;
    const end = grant.endsAt === null ? {} : { exp: Math.floor(grant.endsAt / 1000) };
    return { client_id: found.clientId, scope: writeScopes(scopes), iat: Math.floor(found.issuedAt / 1000), ...end };
  }
}

function notYours(description: string): OAuthError {
  return new OAuthError('invalid_client', description, { status: 401, reason: 'client_auth_failed' });
}
