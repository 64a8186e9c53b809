import { hashSecret, matchesHash } from '../../shared/secrets.ts';
import type { AuthStore, Client } from '../../store/auth-store.ts';
import { OAuthError } from '../errors.ts';

const BEARER = /^bearer +(ghm_[A-Za-z0-9_-]{1,200}) *$/i;

/**
 * RFC 7592 §2: only the registration access token of that very client opens its registration. An unknown client is
 * answered like a wrong token, and a token that was tried on the wrong client has leaked, so it ends.
 * @throws OAuthError `invalid_token`
 */
export async function authenticateRegistration(store: AuthStore, clientId: string, authorization: string | undefined): Promise<ManagedClient> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) throw registrationRefused();
  const client = await store.clients.find(clientId);
  if (client !== null && client.registrationTokenHash !== null && matchesHash(token, client.registrationTokenHash)) {
    return { client, registrationAccessToken: token };
  }
  await store.clients.dropRegistrationToken(hashSecret(token));
  throw registrationRefused();
}

/** Whether the header carries a token of this kind at all, good or bad. */
export function bearsRegistrationToken(authorization: string | undefined): boolean {
  return BEARER.test(authorization ?? '');
}

/** The token is echoed, because only its hash is kept. */
export type ManagedClient = { readonly client: Client; readonly registrationAccessToken: string };

export function registrationRefused(): OAuthError {
  return new OAuthError('invalid_token', 'the registration access token is not valid here', { status: 401, reason: 'client_auth_failed' });
}
