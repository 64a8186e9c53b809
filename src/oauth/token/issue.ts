/** Makes the tokens of one answer; the caller stores what must be stored before anything leaves. */
import type { Clock, Random } from '../../shared/edge.ts';
import { makeId } from '../../shared/make-id.ts';
import type { RateLimit } from '../../shared/rate-limit.ts';
import { type Scope, writeScopes } from '../../shared/scopes.ts';
import type { AccessTokenRecord, Grant } from '../../store/auth-store.ts';
import { OAuthError } from '../errors.ts';
import type { AccessTokens } from '../tokens/access-token.ts';

/** Tells a person and a leak scanner what was found, and us that it is no JWT. */
export const REFRESH_TOKEN_PREFIX = 'ghr_';

export type TokenResponse = {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly scope: string;
};

type Deps = {
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds. */
  readonly accessTokenLifetime: () => number;
  /** How often one client gets a token. */
  readonly rate: RateLimit;
};
export type Issue = {
  readonly issuer: string;
  readonly resource: string;
  readonly grant: Pick<Grant, 'id' | 'clientId' | 'scopes' | 'endsAt'>;
  readonly sessionId: string;
  /** Set only when the client itself asked for less. */
  readonly cap: readonly Scope[] | null;
};
export type IssuedAccessToken = {
  readonly record: Omit<AccessTokenRecord, 'revokedAt' | 'sessionId'>;
  respond(refreshToken: string | null): Promise<TokenResponse>;
};

/**
 * @returns a function that throws OAuthError (429) when the client asks too often. It is called once the client has shown
 *   a code or a refresh token of its own and before that is used up: a stranger who only knows a client id can neither
 *   spend the client's share nor its code.
 */
export function createIssuer({ tokens, clock, random, accessTokenLifetime, rate }: Deps) {
  return ({ issuer, resource, grant, sessionId, cap }: Issue): IssuedAccessToken => {
    const wait = rate.take(grant.clientId);
    if (wait > 0) throw new OAuthError('temporarily_unavailable', 'this client asks too often', { status: 429, retryAfter: wait, reason: 'rate_limited' });
    const issuedAt = clock.now();
    // A token never outlives its grant (RFC 6819 §5.1.5.2).
    const expiresAt = Math.min(issuedAt + accessTokenLifetime(), grant.endsAt ?? Number.POSITIVE_INFINITY);
    const scopes = cap ?? grant.scopes;
    const jti = `${sessionId}.${makeId(random, issuedAt, '')}`;
    return {
      record: { jti, scopes, issuedAt, expiresAt },
      async respond(refreshToken) {
        const accessToken = await tokens.sign({ issuer, resource, clientId: grant.clientId, grantId: grant.id, cap, scopes, jti, issuedAt, expiresAt });
        return {
          access_token: accessToken,
          token_type: 'Bearer',
          expires_in: Math.floor(expiresAt / 1000) - Math.floor(issuedAt / 1000),
          ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
          scope: writeScopes(scopes),
        };
      },
    };
  };
}

export type Issuer = ReturnType<typeof createIssuer>;
