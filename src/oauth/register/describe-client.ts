import { writeScopes } from '../../shared/scopes.ts';
import type { Client } from '../../store/auth-store.ts';

export type ClientInformation = Readonly<Record<string, unknown>>;

/** RFC 7591 §3.2.1: what was in fact registered. Absent members are left out; a null would fail the clients' schemas. */
export function describeClient(client: Client): ClientInformation {
  const scopes = client.scopeCeiling ?? client.registeredScopes;
  return {
    client_id: client.id,
    client_id_issued_at: Math.floor(client.registeredAt / 1000),
    ...(client.name === null ? {} : { client_name: client.name }),
    redirect_uris: client.redirectUris,
    grant_types: client.grantTypes,
    response_types: ['code'],
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    ...(scopes === null ? {} : { scope: writeScopes(scopes) }),
    ...client.metadata,
  };
}

/** RFC 7592 §3: where the client manages itself, and with what. */
export function describeManagement(issuer: string, clientId: string, registrationAccessToken: string): ClientInformation {
  return { registration_access_token: registrationAccessToken, registration_client_uri: `${issuer}/oauth/register/${clientId}` };
}
