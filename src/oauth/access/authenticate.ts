/** The bearer check of every protected request: token, then session, grant, client and lock, all from memory. */
import type { Clock } from '../../shared/edge.ts';
import { covers, type Scope } from '../../shared/scopes.ts';
import { hashSecret } from '../../shared/secrets.ts';
import type { ApiKey } from '../../store/auth-store.ts';
import type { AccessTokens } from '../tokens/access-token.ts';
import type { Access, AccessCheck, AccessRefusal } from './access.ts';
import { API_KEY_PREFIX } from './api-keys.ts';
import type { LiveState } from './live-state.ts';
import { rememberVerified } from './remember-verified.ts';

/** RFC 6750 §2.1 b64token behind a scheme that is compared without case (RFC 9110 §11.1). */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;
const LONGEST_TOKEN = 4096;
/** Milliseconds. */
const LEEWAY = 60_000;

type Deps = {
  readonly tokens: AccessTokens;
  readonly state: LiveState;
  readonly clock: Clock;
  /** Names for the log and for provenance; null when the client is unknown. */
  readonly nameOf: (clientId: string) => string | null;
  /** The file of the program that registered it, for provenance; null when that is not known. */
  readonly programOf: (clientId: string) => string | null;
  readonly findApiKey: (hash: string) => Promise<ApiKey | null>;
  /** A request of this grant was let in. */
  readonly onUsed: (grantId: string) => void;
};

export function createAccessCheck({ tokens, state, clock, nameOf, programOf, findApiKey, onUsed }: Deps): AccessCheck {
  const verify = rememberVerified((token) => tokens.verify(token), clock);
  const scopes = (access: Access): readonly Scope[] => {
    const granted = state.grant(access.grantId, clock.now())?.scopes ?? [];
    const { cap } = access;
    return cap === null ? granted : granted.filter((scope) => covers(cap, scope));
  };
  return {
    scopes,
    permits: (access, needed) => stateRefusal(access) === null && covers(scopes(access), needed),
    inspect,
    async authenticate(authorization) {
      if (authorization === undefined || authorization === '') return { refused: 'no_token', tokenSent: false, clientId: null };
      const token = BEARER.exec(authorization)?.[1];
      if (token === undefined) return refused('malformed');
      const outcome = await inspect(token);
      if (!('refused' in outcome)) onUsed(outcome.grantId);
      return outcome;
    },
  };

  async function inspect(token: string): Promise<Access | AccessRefusal> {
    if (token.length > LONGEST_TOKEN) return refused('malformed');
    if (token.startsWith(API_KEY_PREFIX)) return inspectApiKey(token);
    const claims = await verify(token);
    if ('refused' in claims) return refused(claims.refused);
    // The clock was set back since: a token that comes from the future would live longer than it was granted.
    if (claims.issuedAt > clock.now() + LEEWAY) return refused('from_future', claims.clientId);
    const access: Access = {
      clientId: claims.clientId,
      clientName: nameOf(claims.clientId),
      program: programOf(claims.clientId),
      grantId: claims.grantId,
      sessionId: claims.jti.split('.')[0] ?? '',
      compartment: state.grant(claims.grantId, clock.now())?.compartment ?? '',
      tokenId: claims.jti,
      method: 'access-token',
      cap: claims.cap,
      issuedAt: Math.floor(claims.issuedAt / 1000),
      expiresAt: Math.floor(claims.expiresAt / 1000),
    };
    const reason = stateRefusal(access);
    return reason === null ? access : refused(reason, access.clientId);
  }

  async function inspectApiKey(token: string): Promise<Access | AccessRefusal> {
    const key = await findApiKey(hashSecret(token));
    if (key === null) return refused('kid_unknown');
    // As it was when it was made: one that was taken away is gone, one that has run out says so (ruling 20).
    const grant = state.grant(key.grantId, key.createdAt);
    if (grant === null) return refused('grant_ended', key.clientId);
    if (grant.endsAt !== null && grant.endsAt <= clock.now()) return refused('expired', key.clientId);
    const access: Access = {
      clientId: key.clientId,
      clientName: nameOf(key.clientId),
      program: programOf(key.clientId),
      grantId: key.grantId,
      sessionId: null,
      compartment: grant.compartment,
      tokenId: key.id,
      method: 'api-key',
      cap: null,
      issuedAt: Math.floor(key.createdAt / 1000),
      expiresAt: Math.floor((grant.endsAt ?? Number.MAX_SAFE_INTEGER) / 1000),
    };
    const reason = stateRefusal(access);
    return reason === null ? access : refused(reason, access.clientId);
  }

  function stateRefusal(access: Access): AccessRefusal['refused'] | null {
    const grant = state.grant(access.grantId, clock.now());
    if (grant === null || grant.clientId !== access.clientId) return 'grant_ended';
    if (state.isTokenRefused(access.tokenId) || state.isSessionRefused(access.sessionId ?? '')) return 'revoked';
    return state.obstacle(access.clientId);
  }
}

function refused(reason: AccessRefusal['refused'], clientId: string | null = null): AccessRefusal {
  return { refused: reason, tokenSent: true, clientId };
}
