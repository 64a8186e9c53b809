/** RFC 7592 §2.2: the body of an update. */
import { matchesHash } from '../../shared/secrets.ts';
import type { Client } from '../../store/auth-store.ts';
import { OAuthError } from '../errors.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import { type ClientMetadata, readClientMetadata } from './client-metadata.ts';
import { describeClient } from './describe-client.ts';

/** What the server says about a client and the client may not say about itself. */
const OURS = ['registration_access_token', 'registration_client_uri', 'client_secret_expires_at', 'client_id_issued_at'];

/**
 * Members that are left out stay as they are: clients in the field send only what they change.
 * @throws OAuthError in the form of RFC 7591 §3.2.2
 */
export function readClientUpdate(body: unknown, client: Client, policy: RedirectPolicy): ClientMetadata {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('the body must be a JSON object');
  const members = body as Readonly<Record<string, unknown>>;
  if (members.client_id !== client.id) throw invalid('client_id must be the one that is updated');
  for (const name of OURS) if (members[name] !== undefined) throw invalid(`${name} must not be sent`);
  checkSecret(members.client_secret, client);
  // An empty list is what a client has that registered with a name only; sent, it is an error.
  const kept = client.redirectUris.length === 0 ? { ...describeClient(client), redirect_uris: undefined } : describeClient(client);
  const metadata = readClientMetadata({ ...kept, ...members }, policy);
  if (metadata.tokenEndpointAuthMethod !== client.tokenEndpointAuthMethod) throw invalid('token_endpoint_auth_method cannot be changed, register again');
  return metadata;
}

/** The client may repeat its secret, not choose one. */
function checkSecret(secret: unknown, { secretHash }: Client): void {
  if (secret === undefined) return;
  if (typeof secret !== 'string' || secretHash === null || !matchesHash(secret, secretHash)) throw invalid('client_secret must not be chosen by the client');
}

function invalid(description: string): OAuthError {
  return new OAuthError('invalid_client_metadata', description);
}
