/** RFC 7591 §2 client metadata: what we read of it, and what becomes of each member. */
import { readScopes, type Scope } from '../../shared/scopes.ts';
import type { Client } from '../../store/auth-store.ts';
import { cleanName } from '../clean-name.ts';
import { OAuthError } from '../errors.ts';
import { isAcceptableRedirect, type RedirectPolicy } from '../redirect-uri.ts';

export type ClientMetadata = Pick<Client, 'name' | 'redirectUris' | 'grantTypes' | 'tokenEndpointAuthMethod' | 'registeredScopes' | 'metadata'>;
type Body = Readonly<Record<string, unknown>>;

const MOST_REDIRECTS = 10;
const GRANT_TYPES = ['authorization_code', 'refresh_token'];
/** Kept and echoed, never fetched: a logo would be a request to a stranger's server. */
const ECHOED_TEXTS = ['client_uri', 'logo_uri', 'tos_uri', 'policy_uri', 'jwks_uri', 'software_id', 'software_version', 'application_type'];
const URLS = new Set(['client_uri', 'logo_uri', 'tos_uri', 'policy_uri', 'jwks_uri']);
const LONGEST_TEXT = 512;
const MOST_CONTACTS = 5;

/**
 * @param mostRedirects how many it may name, acceptable or not
 * @throws OAuthError in the form of RFC 7591 §3.2.2
 */
export function readClientMetadata(body: unknown, policy: RedirectPolicy, mostRedirects = MOST_REDIRECTS): ClientMetadata {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new OAuthError('invalid_client_metadata', 'the body must be a JSON object');
  const members = withoutNulls(body as Body);
  if (members.software_statement !== undefined) throw new OAuthError('unapproved_software_statement', 'software statements are not accepted');
  if (members.jwks !== undefined && members.jwks_uri !== undefined) throw new OAuthError('invalid_client_metadata', 'jwks and jwks_uri exclude each other');
  checkResponseTypes(members.response_types);
  return {
    name: cleanName(members.client_name),
    redirectUris: readRedirectUris(members.redirect_uris, policy, mostRedirects),
    grantTypes: readGrantTypes(members.grant_types),
    tokenEndpointAuthMethod: readAuthMethod(members.token_endpoint_auth_method),
    registeredScopes: readRegisteredScopes(members.scope),
    metadata: readEchoed(members),
  };
}

/** Programs whose language writes what is not set as null mean nothing by it; RFC 7592 §2.2 reads it the same way. */
function withoutNulls(members: Body): Body {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

/**
 * Keeps the acceptable ones: Cursor and VS Code send remote callbacks beside the loopback one they use, and refusing the
 * request for one of them would lock these clients out (RFC 7591 §3.2.1 lets a server change what was asked).
 */
function readRedirectUris(value: unknown, policy: RedirectPolicy, most: number): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > most) throw new OAuthError('invalid_redirect_uri', `redirect_uris must be a list of at most ${most}`);
  const kept = [...new Set(value)].filter((uri): uri is string => typeof uri === 'string' && isAcceptableRedirect(uri, policy));
  if (kept.length === 0) throw new OAuthError('invalid_redirect_uri', 'no redirect URI is a loopback address or a known private scheme');
  return kept;
}

function readGrantTypes(value: unknown): readonly string[] {
  if (value === undefined) return GRANT_TYPES;
  const kept = Array.isArray(value) ? GRANT_TYPES.filter((type) => value.includes(type)) : [];
  if (!kept.includes('authorization_code')) throw new OAuthError('invalid_client_metadata', 'grant_types must include authorization_code');
  return kept;
}

function checkResponseTypes(value: unknown): void {
  if (value === undefined) return;
  if (!Array.isArray(value) || !value.includes('code')) throw new OAuthError('invalid_client_metadata', 'response_types must include code');
}

/** RFC 7591's default is a secret; a program on this computer cannot keep one, so ours is `none` and the answer says so. */
function readAuthMethod(value: unknown): Client['tokenEndpointAuthMethod'] {
  if (value === undefined || value === 'none') return 'none';
  if (value === 'client_secret_post' || value === 'client_secret_basic') return value;
  throw new OAuthError('invalid_client_metadata', 'token_endpoint_auth_method is not supported');
}

function readRegisteredScopes(value: unknown): readonly Scope[] | null {
  if (typeof value !== 'string') return null;
  const scopes = readScopes(value);
  return scopes.length === 0 ? null : scopes;
}

function readEchoed(members: Body): Readonly<Record<string, unknown>> {
  const kept = ECHOED_TEXTS.flatMap((name) => {
    const value = members[name];
    if (typeof value !== 'string' || value.length > LONGEST_TEXT) return [];
    return URLS.has(name) && !/^https:\/\//i.test(value) ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...readContacts(members.contacts) };
}

function readContacts(value: unknown): { readonly contacts?: readonly string[] } {
  if (!Array.isArray(value)) return {};
  const contacts = value.filter((contact): contact is string => typeof contact === 'string' && contact.length <= LONGEST_TEXT).slice(0, MOST_CONTACTS);
  return contacts.length === 0 ? {} : { contacts };
}
