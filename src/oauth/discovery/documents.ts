/**
 * The discovery documents, built once per host spelling and frozen. They name what is served and nothing else, and no
 * request can change a byte of them.
 */
import { DEFAULT_SCOPES, SCOPES } from '../../shared/scopes.ts';
import type { Spelling } from '../spellings.ts';
import type { SigningAlgorithm } from '../tokens/kept-key.ts';

/** RFC 8414 §2. */
export function authorizationServerMetadata(spelling: Spelling) {
  const { issuer } = spelling;
  return Object.freeze({
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    registration_endpoint: `${issuer}/oauth/register`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    introspection_endpoint: `${issuer}/oauth/introspect`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    scopes_supported: SCOPES.map(({ scope }) => scope),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    // Claude Code and Codex look for `none` before they present a client id URL.
    token_endpoint_auth_methods_supported: ['none', 'client_secret_post', 'client_secret_basic'],
    revocation_endpoint_auth_methods_supported: ['none', 'client_secret_post', 'client_secret_basic'],
    introspection_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    client_id_metadata_document_supported: true,
  });
}

/** The same for clients that only know OpenID discovery; no id_token is ever issued. */
export function openidConfiguration(spelling: Spelling, algorithm: SigningAlgorithm) {
  return Object.freeze({
    ...authorizationServerMetadata(spelling),
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [algorithm],
  });
}

/** RFC 9728 §2. `offline_access` is left out: it is no permission of this resource. */
export function protectedResourceMetadata(spelling: Spelling) {
  return Object.freeze({
    resource: spelling.resource,
    authorization_servers: [spelling.issuer],
    scopes_supported: [...DEFAULT_SCOPES],
    bearer_methods_supported: ['header'],
    resource_name: 'Gatehouse memory',
  });
}
