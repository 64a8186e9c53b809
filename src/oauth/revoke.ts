/** RFC 7009: a client ends its own tokens. Always 200 for a known client, so that nobody learns whose token is whose. */
import type { ActivityLog } from '../activity/record.ts';
import type { Clock } from '../shared/edge.ts';
import { hashSecret } from '../shared/secrets.ts';
import type { AuthStore, Client } from '../store/auth-store.ts';
import type { LiveState } from './access/live-state.ts';
import type { FindClient } from './authorize/find-client.ts';
import { OAuthError } from './errors.ts';
import { readParameters, refuseRepeats, single } from './parameters.ts';
import { authenticateClient } from './token/authenticate-client.ts';
import type { AccessTokens } from './tokens/access-token.ts';

type Deps = {
  readonly find: FindClient;
  readonly store: AuthStore;
  readonly state: LiveState;
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  readonly activity: ActivityLog;
};

export type Revoke = (form: string, authorization: string | undefined) => Promise<void>;

export function createRevoke({ find, store, state, tokens, clock, activity }: Deps): Revoke {
  return async (form, authorization) => {
    const parameters = readParameters(form);
    refuseRepeats(parameters, ['token', 'token_type_hint', 'client_id', 'client_secret']);
    const client = await authenticateClient(find, parameters, authorization);
    const token = single(parameters, 'token');
    if (token === undefined) throw new OAuthError('invalid_request', 'token is missing');
    if (!(await revokeRefreshToken(token, client))) await revokeAccessToken(token, client);
  };

  /** §2.1: with the refresh token goes its family. @returns whether it was a refresh token at all */
  async function revokeRefreshToken(token: string, client: Client): Promise<boolean> {
    const found = await store.refreshTokens.find(hashSecret(token));
    if (found === null) return false;
    if (found.clientId !== client.id) {
      refuseForeign(client);
      return true;
    }
    const { sessionId, grantId } = found;
    state.refuseSessions([sessionId]);
    const [ended] = await store.sessions.end([sessionId], 'revoked', clock.now());
    if (ended !== undefined) activity.record({ kind: 'session.ended', clientId: client.id, grantId, sessionId, reason: 'revoked' });
    return true;
  }

  async function revokeAccessToken(token: string, client: Client): Promise<void> {
    const claims = await tokens.verify(token);
    if ('refused' in claims) return;
    if (claims.clientId !== client.id) return refuseForeign(client);
    const isNews = !state.isTokenRefused(claims.jti);
    state.refuseToken(claims.jti);
    await store.accessTokens.revoke(claims.jti, clock.now());
    if (isNews) activity.record({ kind: 'token.revoked', clientId: client.id, jti: claims.jti });
  }

  /** The client hears nothing of it; the person can read it. */
  function refuseForeign({ name }: Client): void {
    activity.countRefusal('client_mismatch', name);
  }
}
