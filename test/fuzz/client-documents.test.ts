import { describe, expect, it } from 'vitest';
import { isClientIdUrl } from '../../src/oauth/client-documents/client-id-url.ts';
import { ClientDocumentError } from '../../src/oauth/client-documents/document-error.ts';
import { readDocument } from '../../src/oauth/client-documents/read-document.ts';
import { isAcceptableRedirect } from '../../src/oauth/redirect-uri.ts';
import { FUZZ_TIMEOUT, forEveryCase } from '../support/fuzz-cases.ts';
import { nearly, nearlyJson } from './near-valid.ts';

const ID = 'https://zed.dev/oauth/client-metadata.json';
const POLICY = { remoteAllowed: false };

describe('client ids that are URLs, and the documents behind them', () => {
  it(
    'an id that may be fetched means to a URL parser exactly what was compared, and a public name',
    () => {
      const ids = nearly(
        ID,
        'https://chatgpt.com/oauth/codex/AbC_123/client.json',
        'https://127.0.0.1/client.json',
        'https://user@evil.example:8443/a?b=c',
        'http://a.example/x',
      );
      return forEveryCase(0.03, ids, (id) => {
        if (!isClientIdUrl(id)) return;
        const { protocol, hostname, username, password, hash, href } = new URL(id);
        expect([protocol, username, password, hash, href]).toEqual(['https:', '', '', '', id]);
        expect(hostname).toMatch(/^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/);
      });
    },
    FUZZ_TIMEOUT,
  );

  it(
    'a document is read under the rules of a registration, or refused with what is wrong',
    () => {
      const document = {
        client_id: ID,
        client_name: 'Zed',
        redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'https://zed.dev/callback'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        scope: 'memory:read',
        client_uri: 'https://zed.dev',
        jwks: { keys: [] },
      };
      return forEveryCase(0.04, nearlyJson(document), (members) => {
        if (typeof members !== 'object' || members === null) return;
        try {
          const { redirectUris, name } = readDocument(ID, members as Record<string, unknown>, POLICY);
          expect(redirectUris.length).toBeGreaterThan(0);
          for (const uri of redirectUris) expect(isAcceptableRedirect(uri, POLICY), uri).toBe(true);
          expect(name ?? 'x').toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,256}$/u);
        } catch (error) {
          if (!(error instanceof ClientDocumentError)) throw error;
        }
      });
    },
    FUZZ_TIMEOUT,
  );
});
