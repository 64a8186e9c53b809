import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAcceptableRedirect } from '../../src/oauth/redirect-uri.ts';
import { FUZZ_TIMEOUT, forEveryCase } from '../support/fuzz-cases.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { type Connected, connect, REDIRECT, register } from '../support/oauth-client.ts';
import { nearly, nearlyForm, nearlyJsonText } from './near-valid.ts';
import { type Answered, asHeader, asTarget, bytesOf, type Sent, sendBytes } from './send-bytes.ts';

const FORM = 'application/x-www-form-urlencoded';

let gatehouse: TestGatehouse;
let port = 0;
let connected: Connected;
let secretive: { readonly id: string; readonly secret: string };
let managed: { readonly path: string; readonly token: string; readonly id: string };
beforeAll(async () => {
  gatehouse = await startGatehouse();
  port = Number(new URL(gatehouse.url).port);
  connected = await connect(gatehouse);
  const made = await register(gatehouse.url, { token_endpoint_auth_method: 'client_secret_basic' });
  secretive = { id: String(made.client_id), secret: String(made.client_secret) };
  managed = { path: new URL(String(made.registration_client_uri)).pathname, token: String(made.registration_access_token), id: secretive.id };
});
afterAll(() => gatehouse.close());

const contentTypes = (right: string) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: nearly(right, 'text/plain', 'multipart/form-data; boundary=x') });

async function send(request: Omit<Sent, 'headers'>, headers: readonly (readonly [string, string])[]): Promise<Answered> {
  const all = [['Host', `127.0.0.1:${port}`], ...headers.map(([name, value]) => [name, asHeader(value)] as const)] as const;
  const answer = await sendBytes(port, bytesOf({ ...request, headers: all }));
  expect(gatehouse.faults).toEqual([]);
  return answer;
}

/** RFC 6749 §5.2: a refusal is JSON with an error code, whatever was sent. */
function expectOAuthError({ status, body }: Answered): void {
  expect([400, 401, 413, 414, 415, 431]).toContain(status);
  if (status === 431 || body === '') return;
  expect(JSON.parse(body)).toMatchObject({
    error: expect.stringMatching(/^[a-z_]+$/),
    error_description: expect.stringMatching(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/),
  });
}

describe('forms: token, revocation, introspection', () => {
  it(
    'a made-up code or token is never worth anything, and every refusal has the form of OAuth',
    () => {
      const forms = nearlyForm({
        grant_type: ['authorization_code', 'refresh_token', 'client_credentials'],
        code: ['A'.repeat(43)],
        refresh_token: [`ghr_${'A'.repeat(43)}`],
        token: [`ghr_${'A'.repeat(43)}`, 'e30.e30.e30'],
        client_id: [connected.clientId, secretive.id, 'gh_unknown'],
        client_secret: [secretive.secret],
        code_verifier: ['v'.repeat(43)],
        redirect_uri: [REDIRECT],
        resource: [`${gatehouse.url}/mcp`],
        scope: ['memory:read'],
      });
      const basic = Buffer.from(`${secretive.id}:${secretive.secret}`).toString('base64');
      const authorization = fc.option(nearly(`Basic ${basic}`, `Basic ${Buffer.from('%zz:%').toString('base64')}`, 'Bearer x'), { nil: null, freq: 2 });
      const paths = fc.constantFrom('/oauth/token', '/oauth/revoke', '/oauth/introspect', '/token');
      return forEveryCase(0.1, fc.tuple(paths, forms, contentTypes(FORM), authorization), async ([path, body, type, credentials]) => {
        const headers = [['Content-Type', type], ...(credentials === null ? [] : [['Authorization', credentials] as const])] as const;
        const answer = await send({ method: 'POST', target: path, body }, headers);
        if (answer.status !== 200) return expectOAuthError(answer);
        // RFC 7009 §2.2 and RFC 7662 §2.2: an unknown token is no error and no news.
        expect(path.endsWith('token') ? 'a token was issued' : answer.body).toBe(path.endsWith('introspect') ? '{"active":false}' : '');
      });
    },
    FUZZ_TIMEOUT,
  );
});

describe('registration (RFC 7591) and its management (RFC 7592)', () => {
  const metadata = {
    client_name: 'Claude Code (gatehouse)',
    redirect_uris: [REDIRECT, 'https://vscode.dev/redirect', 'cursor://anysphere.cursor-mcp/oauth/callback'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    scope: 'memory:read memory:write',
    application_type: 'native',
    client_uri: 'https://claude.ai',
    logo_uri: 'https://claude.ai/logo.png',
    contacts: ['a@b.example'],
    software_id: 'x',
    software_version: '1.0',
    jwks: { keys: [] },
  };

  /** What is kept of a stranger's text is what a person may be shown. */
  function expectSafe(answer: Answered): void {
    const kept = JSON.parse(answer.body) as { client_name?: string; redirect_uris: string[] };
    for (const uri of kept.redirect_uris) expect(isAcceptableRedirect(uri, { remoteAllowed: false }), uri).toBe(true);
    expect(kept.client_name ?? 'x').toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,256}$/u);
  }

  it(
    'a registration is kept clean or refused',
    () =>
      forEveryCase(0.1, fc.tuple(nearlyJsonText(metadata), contentTypes('application/json')), async ([body, type]) => {
        const answer = await send({ method: 'POST', target: '/oauth/register', body }, [['Content-Type', type]]);
        if (answer.status === 201) expectSafe(answer);
        else expectOAuthError(answer);
      }),
    FUZZ_TIMEOUT,
  );

  it(
    'an update too, and nobody without the token touches it',
    () =>
      forEveryCase(
        0.04,
        fc.tuple(
          nearlyJsonText({ ...metadata, client_id: managed.id, token_endpoint_auth_method: 'client_secret_basic' }),
          nearly(`Bearer ${managed.token}`),
          fc.oneof({ weight: 6, arbitrary: fc.constant(managed.path) }, { weight: 1, arbitrary: nearly(managed.path) }),
        ),
        async ([body, authorization, path]) => {
          const headers = [
            ['Content-Type', 'application/json'],
            ['Authorization', authorization],
          ] as const;
          const answer = await send({ method: 'PUT', target: asTarget(path), body }, headers);
          if (answer.status === 404 || answer.status === 405) return;
          if (answer.status !== 200) return expectOAuthError(answer);
          expect(asHeader(authorization).trim().split(' ').at(-1)).toBe(managed.token);
          expectSafe(answer);
        },
      ),
    FUZZ_TIMEOUT,
  );
});

describe('what a connected program sends', () => {
  const arguments_ = {
    content: 'A fact.',
    tags: ['a', 'b'],
    query: 'fact',
    id: 'mm_x',
    limit: 5,
    cursor: 'x',
    kind: 'note',
    metadata: { a: 1 },
    after: '2026-01-01',
    match: 'any',
  };

  it(
    'MCP: any call is answered below 500 or with a JSON-RPC error',
    () => {
      const call = nearlyJsonText({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'memory_search', arguments: arguments_ } });
      return forEveryCase(
        0.03,
        fc.tuple(call, nearly('2025-06-18', '2026-07-28'), nearly('application/json, text/event-stream')),
        async ([body, version, accept]) => {
          const answer = await send({ method: 'POST', target: '/mcp', body }, [
            ['Content-Type', 'application/json'],
            ['Accept', accept],
            ['MCP-Protocol-Version', version],
            ['Authorization', `Bearer ${connected.tokens.access_token}`],
          ]);
          expect(answer.status).toBeGreaterThanOrEqual(200);
          expect(answer.status).toBeLessThan(500);
        },
      );
    },
    FUZZ_TIMEOUT,
  );

  it(
    'REST: the same',
    () => {
      const paths = nearly('/api/memories', '/api/memories?limit=5&cursor=x', '/api/memories/mm_x', '/memory/v1/items?tags=a&before=2026-01-01');
      return forEveryCase(
        0.03,
        fc.tuple(fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE'), paths, nearlyJsonText(arguments_)),
        async ([method, path, body]) => {
          const answer = await send({ method, target: asTarget(path), ...(method === 'GET' ? {} : { body }) }, [
            ['Content-Type', 'application/json'],
            ['Authorization', `Bearer ${connected.tokens.access_token}`],
          ]);
          expect(answer.status).toBeGreaterThanOrEqual(200);
          expect(answer.status).toBeLessThan(500);
        },
      );
    },
    FUZZ_TIMEOUT,
  );
});
