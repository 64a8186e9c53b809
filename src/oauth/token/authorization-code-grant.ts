/** OAuth 2.1 §4.1.3: everything about the code is checked before it is consumed, and it is consumed once. */
import type { ActivityLog } from '../../activity/record.ts';
import type { Clock, Random } from '../../shared/edge.ts';
import { makeId } from '../../shared/make-id.ts';
import { hashSecret, makeSecret } from '../../shared/secrets.ts';
import type { AuthorizationCode, AuthStore, Client } from '../../store/auth-store.ts';
import type { LiveState } from '../access/live-state.ts';
import { OAuthError } from '../errors.ts';
import { type Parameters, single } from '../parameters.ts';
import { isVerifier, verifies } from '../pkce.ts';
import { checkedResource, sameResource } from '../resource.ts';
import type { Spelling, Spellings } from '../spellings.ts';
import { checkClientMayRedeem } from './check-client-may-redeem.ts';
import { type Issuer, REFRESH_TOKEN_PREFIX, type TokenResponse } from './issue.ts';

export type GrantDeps = {
  readonly store: AuthStore;
  readonly state: LiveState;
  readonly issue: Issuer;
  readonly spellings: Spellings;
  readonly clock: Clock;
  readonly random: Random;
  readonly activity: ActivityLog;
};

export function authorizationCodeGrant(deps: GrantDeps) {
  const { store, state, issue, spellings, clock, random, activity } = deps;

  return async (parameters: Parameters, client: Client, spelling: Spelling): Promise<TokenResponse> => {
    const code = await findCode(parameters, client);
    checkRedirect(parameters, code);
    checkVerifier(parameters, code);
    const resource = checkedResource(parameters, spellings) ?? code.resource;
    if (!sameResource(resource, code.resource, spellings)) throw new OAuthError('invalid_target', 'resource differs from the authorization request');
    // Of a grant that has ended the code is void, but a replay of it must still be seen: what is signed for it never leaves.
    const grant = state.grant(code.grantId, clock.now()) ?? { id: code.grantId, clientId: client.id, scopes: code.scopes, endsAt: null };
    const sessionId = makeId(random, clock.now(), 'se_');
    const refreshToken = client.grantTypes.includes('refresh_token') ? makeSecret(random, REFRESH_TOKEN_PREFIX) : null;
    const access = issue({ issuer: spelling.issuer, resource: code.resource, grant, sessionId, cap: null });
    // Signed before the code is spent: a fault while signing costs the client nothing.
    const response = await access.respond(refreshToken);
    const redemption = await store.codes.redeem({
      codeHash: code.hash,
      now: clock.now(),
      sessionId,
      refreshTokenHash: refreshToken === null ? null : hashSecret(refreshToken),
      accessToken: access.record,
    });
    if (redemption.outcome === 'spent') await endReplayed(redemption.sessionId, code);
    // A pause that came while this was being checked is a pause, not a reason to log in again.
    if (redemption.outcome === 'void') checkClientMayRedeem(client, state);
    if (redemption.outcome !== 'redeemed' || state.grant(code.grantId, clock.now()) === null) throw invalid();
    activity.record({ kind: 'session.started', clientId: client.id, grantId: code.grantId, sessionId });
    return response;
  };

  async function findCode(parameters: Parameters, client: Client): Promise<AuthorizationCode> {
    const presented = single(parameters, 'code');
    if (presented === undefined) throw new OAuthError('invalid_request', 'code is missing');
    const code = await store.codes.find(hashSecret(presented));
    if (code === null || code.clientId !== client.id) throw invalid();
    return code;
  }

  /**
   * The right client with the right verifier used the code twice: one of the two is not who it says (§4.1.3). A replay
   * that fails any check never gets here, so it cannot be used to cut a client off.
   */
  async function endReplayed(sessionId: string | null, code: AuthorizationCode): Promise<void> {
    if (sessionId === null) return;
    state.refuseSessions([sessionId]);
    const [ended] = await store.sessions.end([sessionId], 'code-reuse', clock.now());
    if (ended === undefined) return;
    activity.record({ kind: 'session.ended', clientId: code.clientId, grantId: code.grantId, sessionId, reason: 'code-reuse' });
  }
}

/** OAuth 2.1 §10.2: newer clients leave it out, older ones send it; when sent it must be the same. */
function checkRedirect(parameters: Parameters, code: AuthorizationCode): void {
  const redirectUri = single(parameters, 'redirect_uri');
  if (redirectUri !== undefined && redirectUri !== code.redirectUri)
    throw new OAuthError('invalid_grant', 'redirect_uri differs from the authorization request');
}

/** RFC 7636 §4.6. The code stays usable: whoever guesses must not be able to burn it. */
function checkVerifier(parameters: Parameters, code: AuthorizationCode): void {
  const verifier = single(parameters, 'code_verifier');
  if (verifier === undefined) throw new OAuthError('invalid_grant', 'code_verifier is missing');
  if (!isVerifier(verifier)) throw new OAuthError('invalid_request', 'code_verifier must be 43 to 128 unreserved characters');
  if (!verifies(verifier, code.codeChallenge)) throw new OAuthError('invalid_grant', 'code_verifier does not match', { reason: 'verifier_wrong' });
}

function invalid(): OAuthError {
  return new OAuthError('invalid_grant', 'the code is unknown, used or expired');
}
