import type { Clock, Random } from '../../shared/edge.ts';
import { makeId } from '../../shared/make-id.ts';
import type { Spelling } from '../spellings.ts';
import type { AccessTokens } from './access-token.ts';

type Deps = { readonly tokens: AccessTokens; readonly spelling: Spelling; readonly clock: Clock; readonly random: Random };

/** Milliseconds. */
const LIFETIME = 60_000;

/** A token with our signature, right in everything but one: no grant is behind it, so it must open nothing. */
export function createForNoGrant({ tokens, spelling: { issuer, resource }, clock, random }: Deps): () => Promise<string> {
  return () => {
    const issuedAt = clock.now();
    const [clientId, grantId, jti] = [
      makeId(random, issuedAt, 'gh_'),
      makeId(random, issuedAt, 'gr_'),
      `${makeId(random, issuedAt, 'se_')}.${makeId(random, issuedAt, '')}`,
    ];
    return tokens.sign({ issuer, resource, clientId, grantId, jti, scopes: ['memory:read'], cap: null, issuedAt, expiresAt: issuedAt + LIFETIME });
  };
}
