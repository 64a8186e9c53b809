/** RFC 9068 access tokens. A token only points at a grant; what it may do is read from the grant at every call. */
import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { RefusalReason } from '../../activity/events.ts';
import type { Clock } from '../../shared/edge.ts';
import { readScopes, type Scope, writeScopes } from '../../shared/scopes.ts';
import type { Spellings } from '../spellings.ts';
import { signJwt } from './sign-jwt.ts';
import type { SigningKeys } from './signing-keys.ts';

export type AccessTokenClaims = {
  readonly issuer: string;
  readonly resource: string;
  readonly clientId: string;
  readonly grantId: string;
  /** `<session id>.<unique part>`, so that ending a session refuses its tokens without a look-up. */
  readonly jti: string;
  readonly scopes: readonly Scope[];
  /** Set only when the client itself asked for less at refresh. */
  readonly cap: readonly Scope[] | null;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
};

export type Verified = Omit<AccessTokenClaims, 'issuer' | 'resource'> | { readonly refused: RefusalReason };

/** The one subject of a desktop: the person whose profile this is. */
export const SUBJECT = 'local';
const TYPE = 'at+jwt';

export function createAccessTokens(deps: { readonly keys: SigningKeys; readonly spellings: Spellings; readonly clock: Clock }) {
  const { keys, spellings, clock } = deps;
  return {
    /** Signs one token with the current key. */
    async sign(claims: AccessTokenClaims): Promise<string> {
      const { kid, alg, key } = keys.current();
      return signJwt(
        { alg, kid, typ: TYPE },
        {
          client_id: claims.clientId,
          scope: writeScopes(claims.scopes),
          grant: claims.grantId,
          ...(claims.cap === null ? {} : { cap: writeScopes(claims.cap) }),
          iss: claims.issuer,
          aud: claims.resource,
          sub: SUBJECT,
          jti: claims.jti,
          iat: seconds(claims.issuedAt),
          exp: seconds(claims.expiresAt),
        },
        key,
      );
    },
    /** Everything that the token itself can tell (RFC 9068 §4); whether its grant still lives is asked elsewhere. */
    async verify(token: string): Promise<Verified> {
      try {
        const { payload } = await jwtVerify(
          token,
          ({ kid, alg }) => {
            const found = keys.verifier(kid ?? '');
            // `alg` must be the key's own: an HS256 token signed with our public key is refused here (RFC 8725 §3.1).
            if (found === null || found.alg !== alg) throw new errors.JWKSNoMatchingKey();
            return found.key;
          },
          {
            algorithms: ['ES256', 'RS256'],
            typ: TYPE,
            issuer: spellings.all.map(({ origin }) => origin),
            audience: spellings.all.map(({ resource }) => resource),
            requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'client_id', 'grant'],
            currentDate: new Date(clock.now()),
          },
        );
        return claimsOf(payload);
      } catch (error) {
        if (error instanceof errors.JOSEError) return { refused: reasonOf(error) };
        throw error;
      }
    },
  };
}

export type AccessTokens = ReturnType<typeof createAccessTokens>;

function claimsOf(payload: JWTPayload): Verified {
  const { jti, client_id: clientId, grant: grantId, scope, cap, iat = 0, exp = 0 } = payload;
  if (typeof jti !== 'string' || typeof clientId !== 'string' || typeof grantId !== 'string') return { refused: 'malformed' };
  return {
    jti,
    clientId,
    grantId,
    scopes: readScopes(typeof scope === 'string' ? scope : ''),
    cap: typeof cap === 'string' ? readScopes(cap) : null,
    issuedAt: iat * 1000,
    expiresAt: exp * 1000,
  };
}

function reasonOf(error: errors.JOSEError): RefusalReason {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'sig_bad';
  if (error instanceof errors.JWKSNoMatchingKey) return 'kid_unknown';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'aud_mismatch';
    if (error.claim === 'iss') return 'iss_mismatch';
    if (error.claim === 'typ') return 'typ_wrong';
  }
  return 'malformed';
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
