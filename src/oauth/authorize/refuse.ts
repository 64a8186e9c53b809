/** The one place that decides whether an authorization error goes to the client or stays on our own page. */

import { redirectDestination } from '../../shared/destination.ts';
import type { OAuthError } from '../errors.ts';
import { isLoopbackRedirect, withParameters } from '../redirect-uri.ts';
import type { Draft } from './draft.ts';

export type AuthorizationOutcome =
  | { readonly kind: 'redirect'; readonly location: string /** null when all went well. */; readonly error: OAuthError | null }
  /** `withheld` is where the visitor was not sent on to, in the person's words. */
  | { readonly kind: 'problem'; readonly error: OAuthError; readonly withheld: string | null };

export function refuse(draft: Draft, error: OAuthError): AuthorizationOutcome {
  if (!error.mayRedirect || draft.redirectUri === null) return { kind: 'problem', error, withheld: null };
  if (wouldBeOpenRedirect(draft, draft.redirectUri)) return { kind: 'problem', error, withheld: redirectDestination(draft.redirectUri) };
  return {
    kind: 'redirect',
    error,
    location: withParameters(draft.redirectUri, {
      error: error.code,
      error_description: error.message,
      state: draft.state,
      // RFC 9207 §2: errors carry `iss` too.
      iss: draft.spelling.issuer,
    }),
  };
}

/** RFC 9700 §4.11.2: unless a person has approved the client as it is now, no site and no other program gets visitors from us. */
function wouldBeOpenRedirect({ client }: Draft, redirectUri: string): boolean {
  return client?.state !== 'approved' && !isLoopbackRedirect(redirectUri);
}
