/** The one place that decides whether an authorization error goes to the client or stays on our own page. */

import { isRemoteRedirect } from '../../shared/destination.ts';
import type { OAuthError } from '../errors.ts';
import { withParameters } from '../redirect-uri.ts';
import type { Draft } from './draft.ts';

export type AuthorizationOutcome = { readonly kind: 'redirect'; readonly location: string } | { readonly kind: 'problem'; readonly error: OAuthError };

export function refuse(draft: Draft, error: OAuthError): AuthorizationOutcome {
  if (!error.mayRedirect || draft.redirectUri === null) return { kind: 'problem', error };
  if (wouldBeOpenRedirect(draft)) return { kind: 'problem', error };
  return {
    kind: 'redirect',
    location: withParameters(draft.redirectUri, {
      error: error.code,
      error_description: error.message,
      state: draft.state,
      // RFC 9207 §2: errors carry `iss` too.
      iss: draft.spelling.issuer,
    }),
  };
}

/** RFC 9700 §4.11.2: until a person has approved the client, its remote address must not get visitors from us. */
function wouldBeOpenRedirect(draft: Draft): boolean {
  return draft.redirectUri !== null && isRemoteRedirect(draft.redirectUri) && draft.client?.state !== 'approved';
}
