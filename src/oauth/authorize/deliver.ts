/** The way back to the client, exactly once (ruling 33). The code comes into being here, when somebody is there to take it. */
import type { Clock, Random } from '../../shared/edge.ts';
import { hashSecret, makeSecret } from '../../shared/secrets.ts';
import type { Answer, AuthStore } from '../../store/auth-store.ts';
import { withParameters } from '../redirect-uri.ts';

export type Delivery =
  | { readonly kind: 'redirect'; readonly location: string /** Who gets a code; null when the answer is no. */; readonly codeFor: string | null }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unknown' };
export type Deliver = (handleHash: string) => Promise<Delivery>;

type Deps = { readonly store: AuthStore; readonly clock: Clock; readonly random: Random; readonly codeLifetime: () => number };

/** @param deps.codeLifetime milliseconds */
export function createDeliver({ store, clock, random, codeLifetime }: Deps): Deliver {
  return async (handleHash) => {
    const code = makeSecret(random, 'ghc_');
    const now = clock.now();
    const answer = await store.answers.deliver(handleHash, now, { hash: hashSecret(code), expiresAt: now + codeLifetime() });
    if (answer !== null) return { kind: 'redirect', location: locationOf(answer, code), codeFor: answer.outcome === 'allowed' ? answer.clientId : null };
    return (await store.answers.find(handleHash)) === null ? { kind: 'unknown' } : { kind: 'gone' };
  };
}

/** OAuth 2.1 §4.1.2 and RFC 9207 §2: `state` as it came, `iss` on success and on error. */
function locationOf(answer: Answer, code: string): string {
  const { redirectUri, state, issuer: iss } = answer;
  if (answer.outcome === 'allowed') return withParameters(redirectUri, { code, state, iss });
  // Nobody said no: everything was locked while it waited.
  if (answer.outcome === 'refused')
    return withParameters(redirectUri, { error: 'temporarily_unavailable', error_description: 'Gatehouse was locked', state, iss });
  return withParameters(redirectUri, { error: 'access_denied', error_description: 'the person did not allow it', state, iss });
}
