/** J: the protected resource, from outside and from connected clients that want more than they were given. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TRAFFIC } from '../../src/shared/traffic.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { type Connected, callTool, connect, postForm, postJson } from '../support/oauth-client.ts';
import { type Answer, corsOf, effects, portOf, refresh, send } from './support.ts';

let gatehouse: TestGatehouse;
beforeEach(async () => {
  gatehouse = await startGatehouse();
});
afterEach(async () => {
  expect(gatehouse.faults).toEqual([]);
  await gatehouse.close();
});

const JSON_TYPE = 'Content-Type: application/json';
const ACCEPT = 'Accept: application/json, text/event-stream';
const STORE = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"memory_store","arguments":{"content":"must not be kept"}}}';
const bearer = (token: string) => `Authorization: Bearer ${token}`;
const challengeWith = (error: string) =>
  `Bearer realm="gatehouse", ${error}resource_metadata="${gatehouse.url}/.well-known/oauth-protected-resource/mcp", scope="memory:read memory:write"`;
const INVALID = 'the access token is invalid or has been revoked';

/** Every address that wants a token, with every method it has. */
const protectedLines = (): string[] =>
  gatehouse.routes
    .filter(({ policy }) => policy === 'bearer')
    .flatMap(({ methods, paths }) => methods.flatMap((method) => paths.map((path) => `${method} ${path.replace(/:\w+/, 'x')}`)));

function expectUnauthorized(answer: Answer, description: string): void {
  const sent = description !== 'a bearer token is needed';
  expect([answer.status, JSON.parse(answer.body), corsOf(answer)]).toEqual([
    401,
    { error: sent ? 'invalid_token' : 'unauthorized', error_description: description },
    [],
  ]);
  expect(answer.headers.get('www-authenticate')).toBe(challengeWith(sent ? `error="invalid_token", error_description="${description}", ` : ''));
}

describe('who gets in (RFC 6750, RFC 9728 §5.1)', () => {
  it('J1 (ruling 14) without a token every protected route is 401: where to log in, for what, and no error', async () => {
    expect(protectedLines()).toEqual(expect.arrayContaining(['POST /mcp', 'POST /api/memories', 'PATCH /memory/v1/items/x', 'GET /verify']));
    // The resource with a slash has a document of its own: see test/http/as-typed.test.ts.
    for (const line of protectedLines().filter((each) => !each.endsWith('/mcp/'))) expectUnauthorized(await send(gatehouse, line), 'a bearer token is needed');
  });

  it('J1 (ruling 20) it comes before content negotiation, the body and the path', async () => {
    expectUnauthorized(await send(gatehouse, 'POST /mcp', ['Accept: image/png', 'Content-Type: image/png'], 'x'), 'a bearer token is needed');
    expectUnauthorized(await send(gatehouse, 'POST /mcp', ['Content-Length: 99999999']), 'a bearer token is needed');
    expectUnauthorized(await send(gatehouse, 'POST /mcp/nothing/here'), 'a bearer token is needed');
    expectUnauthorized(await send(gatehouse, 'PUT /mcp'), 'a bearer token is needed');
    expectUnauthorized(await send(gatehouse, 'GET /api/nothing'), 'a bearer token is needed');
  });

  it('J2 (ruling 20) malformed, unknown and revoked are one answer; expired is told apart', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const late = await connect(gatehouse);
    await postForm(`${gatehouse.url}/oauth/revoke`, { token: tokens.access_token, client_id: clientId });
    const unknown = ['garbage', 'a.b.c', 'ghk_unknown', 'ghr_unknown', `${late.tokens.access_token}x`, 'x'.repeat(5_000), tokens.access_token];
    for (const token of unknown) expectUnauthorized(await send(gatehouse, 'POST /mcp', [bearer(token)]), INVALID);
    for (const header of [
      'Bearer',
      'Bearer ',
      'Bearer a b',
      'Bearer "x"',
      'Basic Z2g6eA==',
      'Negotiate x',
      `Token ${late.tokens.access_token}`,
      'Bearer \u00e9',
    ]) {
      expectUnauthorized(await send(gatehouse, 'POST /mcp', [`Authorization: ${header}`]), INVALID);
    }
    gatehouse.clock.advance(15 * 60_000);
    expectUnauthorized(await send(gatehouse, 'POST /mcp', [bearer(late.tokens.access_token)]), 'the access token has expired');
  });

  it('J2 (ruling 20) an access token lives 15 minutes and not a second more', async () => {
    const { tokens } = await connect(gatehouse);
    gatehouse.clock.advance(15 * 60_000 - 1);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(200);
    gatehouse.clock.advance(1);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(401);
  });

  it('J3 (a) a token in the query or a form is no token', async () => {
    const { access_token: token } = (await connect(gatehouse)).tokens;
    for (const path of ['/mcp', '/api/memories', '/verify']) {
      expectUnauthorized(await send(gatehouse, `GET ${path}?access_token=${token}`), 'a bearer token is needed');
    }
    const form = 'Content-Type: application/x-www-form-urlencoded';
    expectUnauthorized(await send(gatehouse, 'POST /mcp', [form], `access_token=${token}`), 'a bearer token is needed');
    expectUnauthorized(await send(gatehouse, 'POST /mcp', [`Cookie: access_token=${token}`, `X-Access-Token: ${token}`]), 'a bearer token is needed');
  });

  it('J3 (b) two Authorization headers are 400, whatever they say and in whichever order', async () => {
    const good = bearer((await connect(gatehouse)).tokens.access_token);
    for (const pair of [
      [good, good],
      [good, 'Authorization: Bearer x'],
      ['Authorization: Basic eA==', good],
      [good, 'authorization: '],
    ]) {
      const answer = await send(gatehouse, 'GET /verify', pair);
      expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { error: 'invalid_request', error_description: 'Authorization must not be repeated' }]);
    }
  });

  it.each(['bearer', 'BEARER', 'bEaReR'])('J3 (b) the scheme %s is accepted (RFC 9110 §11.1)', async (scheme) => {
    const { tokens } = await connect(gatehouse);
    expect((await send(gatehouse, 'GET /verify', [`Authorization: ${scheme} ${tokens.access_token}`])).status).toBe(200);
  });
});

describe('what a permission covers', () => {
  const insufficient = (scope: string, words: string) =>
    `Bearer error="insufficient_scope", error_description="${words}", scope="${scope}", resource_metadata="${gatehouse.url}/.well-known/oauth-protected-resource/mcp"`;

  it.each<[string, string, Record<string, unknown>]>([
    ['memory_store', 'memory:read memory:write', { content: 'must not be kept' }],
    ['memory_update', 'memory:read memory:write', { id: 'mem_x', content: 'must not be kept' }],
    ['memory_forget', 'memory:read memory:write', { id: 'mem_x' }],
    ['memory_reflect', 'memory:read memory:write memory:admin', {}],
    ['memory_configure', 'memory:read memory:write memory:admin', { defaultLimit: 1 }],
  ])('J4 %s with a token for reading is 403 with everything it needs, and nothing happens', async (name, scope, input) => {
    const { tokens } = await connect(gatehouse, ['memory:read']);
    const response = await callTool(gatehouse, tokens.access_token, name, input);
    const words = `${name} needs a permission that the person has not given; they are being asked`;
    expect([response.status, response.headers.get('www-authenticate'), await response.json()]).toEqual([
      403,
      insufficient(scope, words),
      { error: 'insufficient_scope', error_description: words },
    ]);
    expect(await gatehouse.memoryStore.total()).toBe(0);
    expect(await gatehouse.memoryStore.settings('default')).toMatchObject({ defaultLimit: 10 });
  });

  it('J4 the newer wire and REST answer the same', async () => {
    const { tokens } = await connect(gatehouse, ['memory:read']);
    const modern = await send(gatehouse, 'POST /mcp', modernHeaders(tokens.access_token, 'tools/call', 'memory_store'), modernBody('tools/call', store));
    expect([modern.status, JSON.parse(modern.body).error]).toEqual([403, 'insufficient_scope']);
    expect(modern.headers.get('www-authenticate')).toContain('scope="memory:read memory:write"');
    const lines = ['POST /api/memories', 'PATCH /api/memories/mem_x', 'DELETE /api/memories/mem_x'];
    for (const line of lines) {
      const rest = await send(gatehouse, line, [bearer(tokens.access_token), JSON_TYPE], '{"content":"must not be kept"}');
      expect([line, rest.status, rest.headers.get('www-authenticate')]).toEqual([
        line,
        403,
        `Bearer realm="gatehouse", error="insufficient_scope", resource_metadata="${gatehouse.url}/.well-known/oauth-protected-resource/mcp", scope="memory:read memory:write"`,
      ]);
    }
    expect(await gatehouse.memoryStore.total()).toBe(0);
  });

  it('J4 a read tool hides no write tool: every call of a batch is checked before any of them runs', async () => {
    const { tokens } = await connect(gatehouse, ['memory:read']);
    const batch = `[{"jsonrpc":"2.0","id":0,"method":"tools/list"},${STORE}]`;
    for (const version of ['2025-03-26', '2025-06-18', '2025-11-25']) {
      const answer = await send(gatehouse, 'POST /mcp', [bearer(tokens.access_token), JSON_TYPE, ACCEPT, `MCP-Protocol-Version: ${version}`], batch);
      expect(answer.status).toBe(403);
    }
    expect(await gatehouse.memoryStore.total()).toBe(0);
  });
});

describe('a good signature is not enough', () => {
  const status = async (token: string) => (await callTool(gatehouse, token, 'memory_status')).status;

  it.each<[string, (client: Connected) => Promise<unknown>]>([
    ['the person disconnected it', ({ clientId }) => gatehouse.control.disconnect([clientId])],
    ['the person ended that grant', async ({ clientId }) => gatehouse.control.endGrants((await gatehouse.store.grants.list({ clientId })).map(({ id }) => id))],
    ['the person blocked it', ({ clientId }) => gatehouse.control.block([clientId])],
    ['the person ended the session', async () => gatehouse.control.endSessions((await gatehouse.store.sessions.list()).map(({ id }) => id))],
    ['it was revoked', ({ clientId, tokens }) => postForm(`${gatehouse.url}/revoke`, { token: tokens.access_token, client_id: clientId })],
    ['its refresh token was revoked', ({ clientId, tokens }) => postForm(`${gatehouse.url}/revoke`, { token: tokens.refresh_token, client_id: clientId })],
    [
      'its code was used twice',
      ({ clientId, code, verifier }) =>
        postForm(`${gatehouse.url}/token`, { grant_type: 'authorization_code', code, client_id: clientId, code_verifier: verifier }),
    ],
    [
      'its refresh token was used again after the grace',
      async ({ clientId, tokens }) => {
        await refresh(gatehouse, clientId, tokens.refresh_token);
        gatehouse.clock.advance(60_001);
        await refresh(gatehouse, clientId, tokens.refresh_token);
      },
    ],
  ])('J6 a moment ago %s: the next request is 401', async (_what, end) => {
    const client = await connect(gatehouse);
    expect(await status(client.tokens.access_token)).toBe(200);
    await end(client);
    expectUnauthorized(await send(gatehouse, 'POST /mcp', [bearer(client.tokens.access_token)]), INVALID);
    for (const line of ['GET /verify', 'GET /api/memories']) expectUnauthorized(await send(gatehouse, line, [bearer(client.tokens.access_token)]), INVALID);
  });

  it('J6 what was taken away is refused before the commit has even returned (ruling 17)', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const committed = gatehouse.control.disconnect([clientId]);
    const answer = send(gatehouse, 'GET /verify', [bearer(tokens.access_token)]);
    expectUnauthorized(await answer, INVALID);
    await committed;
  });

  it('J6 the end of the connection ends its tokens, however young they are', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    gatehouse.clock.advance(30 * 86_400_000 - 60_000);
    const { access_token: young } = (await (await refresh(gatehouse, clientId, tokens.refresh_token)).json()) as Connected['tokens'];
    expect(await status(young)).toBe(200);
    gatehouse.clock.advance(60_000);
    expect(await status(young)).toBe(401);
  });

  it.each<[string, (clientId: string) => Promise<void>, (clientId: string) => Promise<void>]>([
    ['paused', (id) => gatehouse.control.pause([id]), (id) => gatehouse.control.resume([id])],
    ['locked', () => gatehouse.control.setLocked(true), () => gatehouse.control.setLocked(false)],
  ])('J7 %s: 503 with Retry-After and no challenge, so that nobody logs in again; afterwards the same token works', async (_what, hold, letGo) => {
    const { clientId, tokens } = await connect(gatehouse);
    const before = await effects(gatehouse);
    await hold(clientId);
    for (const line of ['POST /mcp', 'GET /mcp', 'GET /api/memories', 'POST /api/memories', 'GET /verify', 'GET /mcp/nothing']) {
      const answer = await send(gatehouse, line, [bearer(tokens.access_token)]);
      expect([line, answer.status, answer.headers.get('retry-after'), answer.headers.get('www-authenticate'), JSON.parse(answer.body)]).toEqual([
        line,
        503,
        '60',
        null,
        { error: 'temporarily_unavailable', error_description: 'the person paused access' },
      ]);
    }
    await letGo(clientId);
    expect(await status(tokens.access_token)).toBe(200);
    expect(await effects(gatehouse)).toEqual(before);
  });

  it('J8 a foreign Host or Origin is 403 with a good token too, and nothing happens', async () => {
    const { tokens } = await connect(gatehouse);
    const headers = [bearer(tokens.access_token), JSON_TYPE, ACCEPT];
    for (const wrong of ['Host: evil.example', `Host: evil.example:${portOf(gatehouse)}`, 'Origin: https://evil.example', 'Origin: null']) {
      const answer = await send(gatehouse, 'POST /mcp', [...headers, wrong], STORE);
      expect([wrong, answer.status, answer.headers.get('www-authenticate'), corsOf(answer)]).toEqual([wrong, 403, null, []]);
      expect((await send(gatehouse, 'POST /api/memories', [...headers, wrong], '{"content":"must not be kept"}')).status).toBe(403);
    }
    expect(await gatehouse.memoryStore.total()).toBe(0);
  });
});

describe('one client that calls without end', () => {
  const limited = async (traffic: Partial<typeof TRAFFIC>) => {
    await gatehouse.close();
    gatehouse = await startGatehouse({}, { traffic: { ...TRAFFIC, ...traffic } });
    return [await connect(gatehouse), await connect(gatehouse)] as const;
  };
  const status = async ({ tokens }: Connected) => (await callTool(gatehouse, tokens.access_token, 'memory_status')).status;

  it('J11 600 calls in a minute are served, then it is 429 until it has waited; nobody else notices', async () => {
    const [wild, calm] = await limited({});
    const statuses = await inTurn(600, () => status(wild));
    expect(new Set(statuses)).toEqual(new Set([200]));
    const refused = await send(gatehouse, 'POST /mcp', [bearer(wild.tokens.access_token), JSON_TYPE, ACCEPT], STORE);
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('www-authenticate'), JSON.parse(refused.body)]).toEqual([
      429,
      '1',
      null,
      { error: 'temporarily_unavailable', error_description: 'too many requests, ask again later' },
    ]);
    expect(await gatehouse.memoryStore.total()).toBe(0);
    expect([await status(calm), (await refresh(gatehouse, calm.clientId, calm.tokens.refresh_token)).status]).toEqual([200, 200]);
    gatehouse.clock.advance(1_000);
    expect(await status(wild)).toBe(200);
  });

  it('J11 another token of the same client, or another wire, is no way around it', async () => {
    const [wild] = await limited({ callsPerMinute: 2 });
    expect([await status(wild), await status(wild)]).toEqual([200, 200]);
    const { access_token: fresh } = (await (await refresh(gatehouse, wild.clientId, wild.tokens.refresh_token)).json()) as Connected['tokens'];
    for (const token of [wild.tokens.access_token, fresh]) {
      expect((await send(gatehouse, 'GET /api/memories', [bearer(token)])).status).toBe(429);
      expect((await send(gatehouse, 'POST /mcp', modernHeaders(token, 'tools/list'), modernBody('tools/list'))).status).toBe(429);
    }
  });

  it('J11 every call of a batch counts', async () => {
    const [wild, calm] = await limited({ callsPerMinute: 10 });
    const calls = Array.from({ length: 25 }, (_, id) => ({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'memory_store', arguments: { content: `From a batch, number ${id}` } },
    }));
    const headers = {
      authorization: `Bearer ${wild.tokens.access_token}`,
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-03-26',
    };
    const answer = await postJson(`${gatehouse.url}/mcp`, calls, headers);
    expect([answer.status, (await answer.text()).split('asks too much at once').length - 1]).toEqual([200, 15]);
    expect(await gatehouse.memoryStore.total()).toBe(10);
    expect([await status(wild), await status(calm)]).toEqual([429, 200]);
  });

  async function inTurn<Value>(times: number, act: () => Promise<Value>): Promise<Value[]> {
    const done: Value[] = [];
    while (done.length < times) done.push(await act());
    return done;
  }
});

const store = { name: 'memory_store', arguments: { content: 'must not be kept' } };
const PROTOCOL = '2026-07-28';
const modernHeaders = (token: string, method: string, name?: string, version = PROTOCOL) => [
  bearer(token),
  JSON_TYPE,
  ACCEPT,
  `MCP-Protocol-Version: ${version}`,
  `Mcp-Method: ${method}`,
  ...(name === undefined ? [] : [`Mcp-Name: ${name}`]),
];
const modernMessage = (method: string, params: object = {}, version = PROTOCOL) => ({
  jsonrpc: '2.0',
  id: 1,
  method,
  params: {
    ...params,
    _meta: {
      'io.modelcontextprotocol/protocolVersion': version,
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
});
const modernBody = (...message: Parameters<typeof modernMessage>) => JSON.stringify(modernMessage(...message));

describe('the wire of MCP 2026-07-28 beside the older one (ruling 25)', () => {
  let token: string;
  beforeEach(async () => {
    token = (await connect(gatehouse)).tokens.access_token;
  });
  const rpc = async (headers: readonly string[], body: string) => {
    const answer = await send(gatehouse, 'POST /mcp', headers, body);
    return [answer.status, (JSON.parse(answer.body) as { error?: { code: number } }).error?.code];
  };

  it('J9 the same message with the headers that fit it is served', async () => {
    expect(await rpc(modernHeaders(token, 'tools/call', 'memory_store'), modernBody('tools/call', store))).toEqual([200, undefined]);
    expect(await gatehouse.memoryStore.total()).toBe(1);
  });

  it.each<[string, string, string | undefined, string]>([
    ['another method than the body', 'tools/list', 'memory_store', PROTOCOL],
    ['another tool than the body', 'tools/call', 'memory_status', PROTOCOL],
    ['no tool', 'tools/call', undefined, PROTOCOL],
    ['another revision than the body', 'tools/call', 'memory_store', '2025-11-25'],
  ])('J9 headers that name %s are 400 with -32020, and nothing happens', async (_what, method, name, version) => {
    expect(await rpc(modernHeaders(token, method, name, version), modernBody('tools/call', store))).toEqual([400, -32020]);
    expect(await gatehouse.memoryStore.total()).toBe(0);
  });

  it('J9 without Mcp-Method it is 400 with -32020', async () => {
    const headers = modernHeaders(token, 'tools/call', 'memory_store').filter((header) => !header.startsWith('Mcp-Method'));
    expect(await rpc(headers, modernBody('tools/call', store))).toEqual([400, -32020]);
  });

  it('J9 a revision that nobody knows is 400 with -32022 and the ones that are known', async () => {
    const answer = await send(gatehouse, 'POST /mcp', modernHeaders(token, 'tools/list', undefined, '2099-01-01'), modernBody('tools/list', {}, '2099-01-01'));
    expect([answer.status, JSON.parse(answer.body).error]).toMatchObject([400, { code: -32022, data: { supported: [PROTOCOL], requested: '2099-01-01' } }]);
  });

  it('J9 initialize is no method of the newer wire, and batches are none of its messages', async () => {
    const hello = { protocolVersion: PROTOCOL, capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    expect(await rpc(modernHeaders(token, 'initialize'), modernBody('initialize', hello))).toEqual([404, -32601]);
    const batch = JSON.stringify([modernMessage('tools/call', store), modernMessage('tools/call', store)]);
    expect(await rpc(modernHeaders(token, 'tools/call', 'memory_store'), batch)).toEqual([400, -32600]);
    expect(await gatehouse.memoryStore.total()).toBe(0);
  });

  it.each([
    '',
    'x',
    'null',
    '1',
    '"tools/list"',
    '[]',
    '{}',
    '{"jsonrpc":"1.0","id":1,"method":"tools/list"}',
    '{"__proto__":{"id":1}}',
    `${'['.repeat(10_000)}`,
  ])('J9 the body %.30s is 400', async (body) => {
    for (const headers of [modernHeaders(token, 'tools/list'), [bearer(token), JSON_TYPE, ACCEPT]]) {
      expect((await send(gatehouse, 'POST /mcp', headers, body)).status).toBe(400);
    }
  });

  it.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])('J9 initialize of %s is still served, without a session', async (protocolVersion) => {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream' };
    const answer = await postJson(`${gatehouse.url}/mcp`, { jsonrpc: '2.0', id: 1, method: 'initialize', params }, headers);
    expect([answer.status, answer.headers.get('mcp-session-id')]).toEqual([200, null]);
    expect(await answer.text()).toContain(`"protocolVersion":"${protocolVersion}"`);
  });
});
