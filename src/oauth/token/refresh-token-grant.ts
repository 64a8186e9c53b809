/**
 * OAuth 2.1 §4.3 with rotation. Several processes of one client share one stored token, so the direct predecessor may
 * repeat for a short grace and gets the same successor; any later reuse ends the family and tells the person.
 */
import { covers, impliedBy, readScopes, type Scope } from '../../shared/scopes.ts';
import { hashSecret, makeSecret } from '../../shared/secrets.ts';
import type { Client, RefreshToken } from '../../store/auth-store.ts';
import { OAuthError } from '../errors.ts';
import { type Parameters, single } from '../parameters.ts';
import { checkedResource, sameResource } from '../resource.ts';
import type { Spelling } from '../spellings.ts';
import { openSuccessor, sealSuccessor } from '../tokens/seal-successor.ts';
import type { GrantDeps } from './authorization-code-grant.ts';
import { checkClientMayRedeem } from './check-client-may-redeem.ts';
import { REFRESH_TOKEN_PREFIX, type TokenResponse } from './issue.ts';

/** Milliseconds in which the direct predecessor may repeat, and for which its successor is kept, sealed. */
export const GRACE = 60_000;

export function refreshTokenGrant(deps: GrantDeps) {
  const { store, state, issue, spellings, clock, random, activity } = deps;

  return async (parameters: Parameters, client: Client, spelling: Spelling): Promise<TokenResponse> => {
    const presented = single(parameters, 'refresh_token');
    if (presented === undefined) throw new OAuthError('invalid_request', 'refresh_token is missing');
    const token = await store.refreshTokens.find(hashSecret(presented));
    if (token === null || token.clientId !== client.id) throw invalid();
    // The person has changed the address since: an access token for the old one would be refused for ever, so log in again.
    if (!spellings.isResource(token.resource)) throw invalid();
    checkResource(parameters, token);
    const grant = state.grant(token.grantId, clock.now());
    if (grant === null) throw invalid();
    const cap = narrowed(parameters, grant.scopes);

    const access = issue({ issuer: spelling.issuer, resource: token.resource, grant, sessionId: token.sessionId, cap });
    const successor = makeSecret(random, REFRESH_TOKEN_PREFIX);
    const response = await access.respond(successor);
    const rotation = await store.refreshTokens.rotate({
      presentedHash: token.hash,
      now: clock.now(),
      grace: GRACE,
      successorHash: hashSecret(successor),
      sealedSuccessor: sealSuccessor(presented, successor, random),
      accessToken: access.record,
    });
    if (rotation.outcome === 'reused') await endFamily(token);
    // A pause that came while this was being checked is a pause, not a reason to log in again.
    if (rotation.outcome === 'void') checkClientMayRedeem(client, state);
    if (rotation.outcome === 'reused' || rotation.outcome === 'void') throw invalid();
    // A revoke may have passed while the rotation was being committed.
    if (state.grant(grant.id, clock.now()) === null || state.isSessionRefused(token.sessionId)) throw invalid();
    activity.record({ kind: 'session.renewed', clientId: client.id, grantId: grant.id, sessionId: token.sessionId });
    if (rotation.outcome === 'rotated') return response;
    await store.refreshTokens.noteAccessToken(token.sessionId, access.record);
    return { ...response, refresh_token: openSuccessor(presented, rotation.sealedSuccessor) };
  };

  function checkResource(parameters: Parameters, token: RefreshToken): void {
    const resource = checkedResource(parameters, spellings);
    if (resource !== null && !sameResource(resource, token.resource, spellings))
      throw new OAuthError('invalid_target', 'resource differs from the authorization request');
  }

  /** The store has ended the family in the statement that saw the reuse; here its access tokens die too. */
  async function endFamily({ clientId, grantId, sessionId }: RefreshToken): Promise<void> {
    state.refuseSessions([sessionId]);
    activity.record({ kind: 'session.ended', clientId, grantId, sessionId, reason: 'refresh-reuse' });
  }
}

/**
 * OAuth 2.1 §4.3.1: less may be asked at refresh, more may not.
 * @returns the cap of the new access token, or null when it follows the grant
 */
function narrowed(parameters: Parameters, granted: readonly Scope[]): readonly Scope[] | null {
  const asked = single(parameters, 'scope');
  if (asked === undefined) return null;
  const scopes = impliedBy(readScopes(asked));
  if (scopes.length === 0) throw new OAuthError('invalid_scope', 'scope names nothing that is known here');
  if (!scopes.every((scope) => covers(granted, scope))) throw new OAuthError('invalid_scope', 'scope is wider than what the person allowed');
  return scopes.length === impliedBy(granted).length ? null : scopes;
}

function invalid(): OAuthError {
  return new OAuthError('invalid_grant', 'the refresh token is unknown, used or revoked');
}
