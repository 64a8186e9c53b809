import { OAuthError, type OAuthErrorCode } from '../errors.ts';
import { single } from '../parameters.ts';
import type { Draft } from './draft.ts';

const REFUSED: readonly (readonly [string, OAuthErrorCode])[] = [
  ['request', 'request_not_supported'],
  ['request_uri', 'request_uri_not_supported'],
  ['registration', 'registration_not_supported'],
];

/** OpenID Connect Core §6 and §7.2.1: a `request_uri` would make us fetch what a stranger names. Nothing is fetched. */
export function refuseRequestObjects(draft: Draft): void {
  for (const [name, code] of REFUSED) {
    if (draft.parameters.has(name)) throw new OAuthError(code, `${name} is not supported`);
  }
  const mode = single(draft.parameters, 'response_mode');
  if (mode !== undefined && mode !== 'query') throw new OAuthError('invalid_request', 'response_mode must be query');
}
