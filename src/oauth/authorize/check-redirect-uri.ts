import { isRemoteRedirect } from '../../shared/destination.ts';
import { OAuthError } from '../errors.ts';
import { matchesRegistered, type RedirectPolicy } from '../redirect-uri.ts';
import { type Draft, established } from './draft.ts';

/** OAuth 2.1 §2.3 and RFC 9700 §2.1: exact match, and every doubt ends on our own page, never at the address in doubt. */
export function checkRedirectUri({ redirects }: { readonly redirects: RedirectPolicy }): (draft: Draft) => void {
  return (draft) => {
    const uri = redirectUriOf(draft);
    // Registered while answers might leave this computer; the person has changed that since.
    if (isRemoteRedirect(uri) && !redirects.remoteAllowed) throw leaves(uri);
    draft.redirectUri = uri;
  };
}

function redirectUriOf(draft: Draft): string {
  const registered = established(draft.client, 'client').redirectUris;
  const asked = draft.parameters.get('redirect_uri') ?? [];
  if (asked.length > 1) throw doubt('redirect_uri must not be repeated');
  const [uri = ''] = asked;
  if (uri !== '') {
    if (!matchesRegistered(uri, registered)) throw mismatch(uri, registered);
    return uri;
  }
  const [only, ...others] = registered;
  if (only === undefined) throw doubt('this client registered no redirect_uri');
  if (others.length > 0) throw doubt('redirect_uri is missing');
  return only;
}

function leaves(uri: string): OAuthError {
  return new OAuthError('invalid_request', 'redirect_uri leaves this computer, which the settings of Gatehouse do not allow', {
    mayRedirect: false,
    reason: 'redirect_mismatch',
    detail: `the answer would go to ${withoutQuery(uri)}, and the settings let no answer leave this computer`,
  });
}

function mismatch(asked: string, registered: readonly string[]): OAuthError {
  const detail = `asked for redirect ${withoutQuery(asked)}, registered was ${registered.map(withoutQuery).join(' or ') || 'none'}`;
  return new OAuthError('invalid_request', 'redirect_uri is not one that this client registered', { mayRedirect: false, reason: 'redirect_mismatch', detail });
}

const withoutQuery = (uri: string): string => uri.split('?')[0] ?? '';

function doubt(description: string): OAuthError {
  return new OAuthError('invalid_request', description, { mayRedirect: false });
}
