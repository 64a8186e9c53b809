import { OAuthError } from '../errors.ts';
import { single } from '../parameters.ts';
import type { Draft } from './draft.ts';

/** OAuth 2.1 §4.1.1: only `code`; the implicit forms put tokens into URLs. */
export function checkResponseType(draft: Draft): void {
  const type = single(draft.parameters, 'response_type');
  if (type === undefined) throw new OAuthError('invalid_request', 'response_type is missing');
  if (type !== 'code') throw new OAuthError('unsupported_response_type', 'response_type must be code');
}
