/** What is registered under a client id, for whoever looks after that client: itself, or a login with the widest permission. */
import { covers } from '../../shared/scopes.ts';
import type { AuthStore, Client } from '../../store/auth-store.ts';
import type { AccessCheck } from '../access/access.ts';
import { accessRefused } from '../access/refuse-access.ts';
import { OAuthError } from '../errors.ts';
import { authenticateRegistration, bearsRegistrationToken, registrationRefused } from './authenticate-registration.ts';
import { type ClientInformation, describeClient } from './describe-client.ts';

type Deps = { readonly store: AuthStore; readonly access: AccessCheck };

/**
 * @param authorization a registration access token or an access token, as a bearer
 * @returns null when the login may do less than `memory:admin`
 * @throws OAuthError 401 for any other credential, 404 for an unknown client, told to an administrator only
 */
export type ReadClientInformation = (clientId: string, authorization: string | undefined) => Promise<ClientInformation | null>;

export function createClientInformation({ store, access }: Deps): ReadClientInformation {
  return async (clientId, authorization) => {
    if (bearsRegistrationToken(authorization)) return describeClient((await authenticateRegistration(store, clientId, authorization)).client);
    const caller = await access.authenticate(authorization);
    if ('refused' in caller) throw accessRefused(caller, 'a registration access token or an access token is needed');
    // A key for scripts opens memories and nothing else (ruling 19), however wide it is.
    if (caller.method === 'api-key') throw registrationRefused();
    if (!covers(access.scopes(caller), 'memory:admin')) return null;
    const client = await store.clients.find(clientId);
    if (client === null) throw new OAuthError('invalid_request', 'there is no such client', { status: 404 });
    return { ...describeClient(client), ...describeState(client) };
  };
}

/** How the person has answered it; the client itself learns that from the protocol alone. Times in seconds. */
function describeState({ state, approvedAt, lastUsedAt }: Client): ClientInformation {
  const seconds = (time: number) => Math.floor(time / 1000);
  return {
    status: state,
    ...(approvedAt === null ? {} : { approved_at: seconds(approvedAt) }),
    ...(lastUsedAt === null ? {} : { last_used_at: seconds(lastUsedAt) }),
  };
}
