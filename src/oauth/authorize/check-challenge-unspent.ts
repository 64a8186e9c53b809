import type { AuthStore } from '../../store/auth-store.ts';
import { OAuthError } from '../errors.ts';
import { type Draft, established } from './draft.ts';

/**
 * A challenge that comes back is a constant one, which anybody who saw a verifier can answer, or an old address that was
 * opened again (RFC 9700 §2.1.1). A request that still waits has no code yet: its reload gets through.
 */
export function checkChallengeUnspent(codes: Pick<AuthStore['codes'], 'isChallengeSpent'>) {
  return async function checkChallengeUnspent(draft: Draft): Promise<void> {
    const { id } = established(draft.client, 'client');
    const challenge = established(draft.codeChallenge, 'code_challenge');
    if (await codes.isChallengeSpent(id, challenge)) throw new OAuthError('invalid_request', 'code_challenge was used before');
  };
}
