import { OAuthError } from '../errors.ts';
import { single } from '../parameters.ts';
import { isChallenge } from '../pkce.ts';
import type { Draft } from './draft.ts';

/** RFC 7636 §4.3 with S256 only. An absent method means `plain`, so it is refused too (downgrade, RFC 9700 §4.8). */
export function checkPkce(draft: Draft): void {
  const challenge = single(draft.parameters, 'code_challenge');
  if (challenge === undefined) throw new OAuthError('invalid_request', 'code_challenge is missing');
  if (single(draft.parameters, 'code_challenge_method') !== 'S256') {
    throw new OAuthError('invalid_request', 'code_challenge_method must be S256');
  }
  if (!isChallenge(challenge)) throw new OAuthError('invalid_request', 'code_challenge is not an S256 challenge');
  draft.codeChallenge = challenge;
}
