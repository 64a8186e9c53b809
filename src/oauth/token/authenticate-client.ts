import { matchesHash } from '../../shared/secrets.ts';
import type { Client } from '../../store/auth-store.ts';
import type { FindClient } from '../authorize/find-client.ts';
import { OAuthError } from '../errors.ts';
import { type Parameters, single } from '../parameters.ts';

/**
 * OAuth 2.1 §2.4 and §3.2.4. An unknown client is told `invalid_client` before anything else is looked at: that code, and
 * only that code from here, makes clients drop a registration that no longer exists and register again.
 * @param authorization raw header, for `client_secret_basic`
 */
export async function authenticateClient(find: FindClient, parameters: Parameters, authorization: string | undefined): Promise<Client> {
  const basic = readBasic(authorization);
  const named = single(parameters, 'client_id');
  if (basic !== null && named !== undefined && named !== basic.id) throw new OAuthError('invalid_request', 'client_id differs from the Authorization header');
  const id = basic?.id ?? named;
  // Not invalid_client: a program that forgot a parameter would drop a registration that is good.
  if (id === undefined) throw new OAuthError('invalid_request', 'client_id is missing');
  const client = await find(id);
  if (client === null)
    throw new OAuthError('invalid_client', 'the client is not known here, register again', { status: 401, detail: `the client id ${id} is not known` });
  if (client.tokenEndpointAuthMethod === 'none') return client;
  const secret = client.tokenEndpointAuthMethod === 'client_secret_basic' ? basic?.secret : single(parameters, 'client_secret');
  if (secret === undefined || client.secretHash === null || !matchesHash(secret, client.secretHash)) {
    throw new OAuthError('invalid_client', 'client authentication failed', { status: 401, reason: 'client_auth_failed' });
  }
  return client;
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function readBasic(authorization: string | undefined): { id: string; secret: string } | null {
  const encoded = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  try {
    return { id: decodeURIComponent(id.replaceAll('+', ' ')), secret: decodeURIComponent(rest.join(':').replaceAll('+', ' ')) };
  } catch (cause) {
    throw new OAuthError('invalid_client', 'the Authorization header is malformed', { status: 401, cause });
  }
}
