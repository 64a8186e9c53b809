import { OAuthError } from '../errors.ts';
import { single } from '../parameters.ts';
import { isChallenge } from '../pkce.ts';
import type { Draft } from './draft.ts';

/** RFC 7636 §4.3 with S256 only. An absent method means `plain`, so it is refused too (downgrade, RFC 9700 §4.8). */
export function checkPkce(draft: Draft): void {
  const challenge = single(draft.parameters, 'code_challenge');
  if (challenge === undefined) throw refused('code_challenge is missing', 'no code_challenge');
  if (single(draft.parameters, 'code_challenge_method') !== 'S256') {
    throw refused('code_challenge_method must be S256', 'code_challenge_method was not S256');
  }
  if (!isChallenge(challenge)) throw refused('code_challenge is not an S256 challenge', 'the code_challenge was no S256 challenge');
  draft.codeChallenge = challenge;
}

function refused(description: string, detail: string): OAuthError {
  return new OAuthError('invalid_request', description, { reason: 'pkce_missing', detail });
}
