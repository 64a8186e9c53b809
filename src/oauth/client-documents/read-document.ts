import { OAuthError } from '../errors.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import { type ClientMetadata, readClientMetadata } from '../register/client-metadata.ts';

/**
 * What a metadata document says about its client. No secret can be kept in a public file, so only public clients are known
 * this way.
 * @param url the client id, compared as a string with the document's own
 * @throws OAuthError
 */
export function readDocument(document: unknown, url: string, policy: RedirectPolicy): ClientMetadata {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw bad('it is not a JSON object');
  const members = document as Readonly<Record<string, unknown>>;
  if (members.client_id !== url) throw bad('it names another client_id');
  if (members.client_secret !== undefined || members.client_secret_expires_at !== undefined) throw bad('it holds a client secret');
  if ((members.token_endpoint_auth_method ?? 'none') !== 'none') throw bad('its token_endpoint_auth_method is not none');
  return readClientMetadata({ ...members, jwks: undefined, jwks_uri: undefined }, policy);
}

function bad(why: string): OAuthError {
  return new OAuthError('invalid_client_metadata', `the metadata document cannot be used: ${why}`, { mayRedirect: false });
}
