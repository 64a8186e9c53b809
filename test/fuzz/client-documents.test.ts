import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isClientIdUrl } from '../../src/oauth/client-documents/client-id-url.ts';
import { ClientDocumentError } from '../../src/oauth/client-documents/document-error.ts';
import { readDocument } from '../../src/oauth/client-documents/read-document.ts';
import { isAcceptableRedirect, matchesRegistered } from '../../src/oauth/redirect-uri.ts';
import { FUZZ_TIMEOUT, forEveryCase } from '../support/fuzz-cases.ts';
import { startGatehouse } from '../support/gatehouse.ts';
import { documentOf, LOOPBACK_REDIRECTS } from '../support/metadata-server.ts';
import { authorizationUrl, makePkce } from '../support/oauth-client.ts';
import { nearly, nearlyJson } from './near-valid.ts';
import { bytesOf, headerOf, sendBytes } from './send-bytes.ts';

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

  it(
    'at the endpoint: whatever a document says, the answer goes to a place that it names, or nowhere',
    async () => {
      let members: unknown;
      let visit = 0;
      const fetchDocument = async () => (isObject(members) ? { members, cacheControl: null } : ({ refused: 'not_a_document' } as const));
      const gatehouse = await startGatehouse({ fetchDocument }, { testProfile: true });
      const port = Number(new URL(gatehouse.url).port);
      const ask = (target: string) => sendBytes(port, bytesOf({ method: 'GET', target, headers: [['Host', `127.0.0.1:${port}`]] }), { once: true });
      const document = nearlyJson(documentOf(ID));
      await forEveryCase(0.02, fc.tuple(document, nearly(...LOOPBACK_REDIRECTS, 'http://127.0.0.1:8123/callback')), async ([said, redirectUri]) => {
        visit += 1;
        const id = `https://app.example.com/${visit}/client.json`;
        members = isObject(said) && said.client_id === ID ? { ...said, client_id: id } : said;
        const { pathname, search } = new URL(authorizationUrl(gatehouse.url, id, makePkce().challenge, { redirect_uri: redirectUri.toWellFormed() }));
        const answer = await ask(pathname + search);
        expect([303, 400, 414, 431]).toContain(answer.status);
        expect(gatehouse.faults).toEqual([]);
        if (answer.status !== 303) return;
        const written = (isObject(members) ? members.redirect_uris : []) as string[];
        const named = [...new Set(written)].filter((uri) => isAcceptableRedirect(uri, POLICY));
        // RFC 6749 §3.1: without a value it was not sent, and then the only one there is counts.
        const place = redirectUri === '' && named.length === 1 ? (named[0] ?? '') : redirectUri;
        expect(matchesRegistered(place, named), place).toBe(true);
        const page = headerOf(answer, 'location') ?? '';
        const request = gatehouse.desk.list().find(({ client }) => client.id === id);
        expect(await gatehouse.desk.decide(request?.id ?? '', { answer: 'deny', notAsked: false }, 'terminal')).toBe('decided');
        expect(headerOf(await ask(new URL(page).pathname), 'location')?.startsWith(place)).toBe(true);
      });
      await gatehouse.close();
    },
    FUZZ_TIMEOUT,
  );
});

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
