import { OAuthError } from '../errors.ts';
import { single } from '../parameters.ts';
import type { Draft } from './draft.ts';

/**
 * A loopback client cannot prove who it is, so no earlier approval speaks for it (RFC 8252 §8.6): a request that forbids
 * asking the person can only fail, even for a connected client.
 */
export function checkPrompt(draft: Draft): void {
  const prompt = single(draft.parameters, 'prompt');
  if (prompt?.split(' ').includes('none')) throw new OAuthError('consent_required', 'a person has to answer');
}
