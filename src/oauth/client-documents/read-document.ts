import { OAuthError } from '../errors.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import { type ClientMetadata, readClientMetadata } from '../register/client-metadata.ts';
import { ClientDocumentError } from './document-error.ts';

/** Published documents list every port they may use, on two spellings of the host; their size is the real limit. */
const MOST_REDIRECTS = 100;
/** A document is public, so no secret can be in it. */
const SECRETS = ['client_secret', 'client_secret_expires_at'];

/**
 * What a metadata document says about its client, under the rules of a registration. `logo_uri` and its like are kept as
 * text and never fetched.
 * @throws ClientDocumentError `unusable`, naming what is wrong
 */
export function readDocument(clientId: string, members: Readonly<Record<string, unknown>>, policy: RedirectPolicy): ClientMetadata {
  const unusable = (detail: string) => new ClientDocumentError(clientId, 'unusable', detail);
  // Simple string comparison: a document that names another id speaks for another client (draft §4.1).
  if (members.client_id !== clientId) throw unusable('the client_id in the document is not its own address');
  for (const name of SECRETS) if (members[name] !== undefined) throw unusable(`the document must not have ${name}`);
  const method = members.token_endpoint_auth_method;
  if (method !== undefined && method !== 'none') throw unusable('token_endpoint_auth_method of the document must be none');
  try {
    const metadata = readClientMetadata(members, policy, MOST_REDIRECTS);
    if (metadata.redirectUris.length === 0) throw unusable('the document has no redirect_uris');
    return metadata;
  } catch (error) {
    if (error instanceof ClientDocumentError || !(error instanceof OAuthError)) throw error;
    throw unusable(error.message);
  }
}
