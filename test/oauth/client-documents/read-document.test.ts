import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClientDocumentError } from '../../../src/oauth/client-documents/document-error.ts';
import { readDocument } from '../../../src/oauth/client-documents/read-document.ts';
import { isAcceptableRedirect } from '../../../src/oauth/redirect-uri.ts';
import { SEED } from '../../support/fuzz-cases.ts';
import { documentOf } from '../../support/metadata-server.ts';

const CLIENT_ID = 'https://app.example.com/client.json';
const POLICY = { remoteAllowed: false };
const NAMES = [
  'client_id',
  'client_name',
  'redirect_uris',
  'grant_types',
  'response_types',
  'token_endpoint_auth_method',
  'scope',
  'logo_uri',
  'jwks',
  'jwks_uri',
  'client_secret',
  '__proto__',
  'constructor',
];

describe('reading a metadata document', () => {
  it('whatever JSON it holds ends in metadata with acceptable redirects, or in one kind of refusal', () => {
    let read = 0;
    const redirects = fc.array(
      fc.oneof(
        fc.constantFrom('http://127.0.0.1/cb', 'https://app.example.com/cb', 'javascript:x', 'cursor://anysphere.cursor-mcp/oauth/callback'),
        fc.webUrl(),
        fc.jsonValue(),
      ),
    );
    const change = fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(fc.jsonValue(), redirects), { maxKeys: 2 });
    fc.assert(
      fc.property(change, (members) => {
        try {
          const metadata = readDocument(CLIENT_ID, documentOf(CLIENT_ID, members), POLICY);
          read += 1;
          expect(metadata.tokenEndpointAuthMethod).toBe('none');
          expect(metadata.redirectUris.length).toBeGreaterThan(0);
          expect(metadata.redirectUris.every((uri) => isAcceptableRedirect(uri, POLICY))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ClientDocumentError);
          expect(error).toMatchObject({ problem: 'unusable', mayRedirect: false, status: 400 });
        }
      }),
      { numRuns: 2_000, ...SEED },
    );
    expect(read).toBeGreaterThan(50);
  });

  it('reads documents that list more ports than a registration may', () => {
    const uris = Array.from({ length: 20 }, (_each, index) => `http://127.0.0.1:${13_316 + index}/callback`);
    expect(readDocument(CLIENT_ID, documentOf(CLIENT_ID, { redirect_uris: uris }), POLICY).redirectUris).toEqual(uris);
  });

  it('drops what is not known here: other grant types, other scopes', () => {
    const members = { grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'], scope: 'openid email' };
    expect(readDocument(CLIENT_ID, documentOf(CLIENT_ID, members), POLICY)).toMatchObject({ grantTypes: ['authorization_code'], registeredScopes: null });
  });
});
