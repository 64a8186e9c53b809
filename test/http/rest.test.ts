import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { callTool, connect } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let token: string;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  token = (await connect(gatehouse)).tokens.access_token;
});
afterAll(() => gatehouse.close());

type Item = { id: string; content: string; tags: string[] };
async function call(method: string, path: string, body?: unknown, bearer = token) {
  const response = await fetch(`${gatehouse.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

describe.each(['/api/memories', '/memory/v1/items'])('REST at %s (ruling 25)', (base) => {
  it('creates, gets, changes, lists and forgets', async () => {
    const made = await call('POST', base, { content: `The gate opens at nine ${base}`, tags: ['gate'] });
    expect([made.status, made.headers.get('location')]).toEqual([201, `/api/memories/${made.body.id}`]);
    const again = await call('POST', base, { content: `The gate opens at nine ${base}` });
    expect([again.status, again.body.id]).toEqual([200, made.body.id]);
    const path = `${base}/${made.body.id}`;
    expect((await call('GET', path)).body).toMatchObject({ id: made.body.id, content: `The gate opens at nine ${base}`, tags: ['gate'], version: 1 });
    expect((await call('PATCH', path, { content: `The gate opens at ten ${base}` })).body).toMatchObject({ id: made.body.id, version: 2, tags: ['gate'] });
    expect((await call('DELETE', path)).status).toBe(204);
    expect([(await call('GET', path)).status, (await call('DELETE', path)).status]).toEqual([404, 404]);
  });

  it('lists newest first, page by page, without what was forgotten', async () => {
    const ids: string[] = [];
    for (const number of [1, 2, 3]) {
      gatehouse.clock.advance(1000);
      ids.unshift((await call('POST', base, { content: `${base} number ${number}`, tags: [base] })).body.id);
    }
    await call('DELETE', `${base}/${ids[1]}`);
    const first = await call('GET', `${base}?tags=${encodeURIComponent(base)}&limit=1`);
    expect([first.body.items.map(({ id }: Item) => id), typeof first.body.next]).toEqual([[ids[0]], 'string']);
    const second = await call('GET', `${base}?tags=${encodeURIComponent(base)}&limit=1&cursor=${first.body.next}`);
    expect([second.body.items.map(({ id }: Item) => id), second.body.next]).toEqual([[ids[2]], null]);
  });

  it('finds by words and tells the tags', async () => {
    await call('POST', base, { content: `Nightingales sing near ${base}`, tags: ['birds'] });
    const found = await call('GET', `${base}/search?query=nightingale`);
    expect(found.body.items.map(({ content }: Item) => content)).toContain(`Nightingales sing near ${base}`);
    expect((await call('GET', `${base}/tags`)).body.tags).toContainEqual({ tag: 'birds', count: expect.any(Number) });
  });
});

describe('limits are those of the tools', () => {
  it('the longest content is stored however it is escaped, one character more is refused', async () => {
    const post = (characters: number) =>
      fetch(`${gatehouse.url}/api/memories`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: `{"content":"${'\\u0436'.repeat(characters)}"}`,
      });
    expect((await post(100_000)).status).toBe(201);
    const refused = await post(100_001);
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: 'invalid_request', error_description: 'The content is longer than 100000 characters. Store it in parts.' },
    ]);
  });

  it('a change is an object, and names no memory but that of the address', async () => {
    const { body } = await call('POST', '/api/memories', { content: 'It stays' });
    for (const change of [null, [], 'x', 5, { id: 'mem_other', kind: 'fact' }, { id: body.id }]) {
      const answer = await call('PATCH', `/api/memories/${body.id}`, change);
      expect([change, answer.status, answer.body.error]).toEqual([change, 400, 'invalid_request']);
    }
    expect((await call('GET', `/api/memories/${body.id}`)).body).toMatchObject({ version: 1, kind: body.kind ?? 'note' });
  });

  it('RFC 9110 §15.5.10: a change into what another says is a conflict, and that one is named', async () => {
    const [twin, other] = await Promise.all(['Twin', 'Other'].map((content) => call('POST', '/api/memories', { content: `${content} of 409` })));
    const answer = await call('PATCH', `/api/memories/${other?.body.id}`, { content: 'Twin of 409' });
    const error_description = `Memory ${twin?.body.id} has exactly this content already. Nothing was changed; forget one of the two.`;
    expect([answer.status, answer.body]).toEqual([409, { error: 'conflict', error_description }]);
    // The way in is not what failed.
    expect(gatehouse.attempts.list().map(({ stopped }) => stopped?.words)).toEqual([undefined]);
    const { responses } = (await call('GET', '/api/openapi.json')).body.paths['/api/memories/{id}'].patch;
    expect(Object.keys(responses)).toContain('409');
  });

  it('a DELETE that names a content type and has no content is served', async () => {
    const { body } = await call('POST', '/api/memories', { content: 'Soon gone' });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    expect((await fetch(`${gatehouse.url}/api/memories/${body.id}`, { method: 'DELETE', headers })).status).toBe(204);
  });

  it('tags may be repeated or have commas between them; all are wanted with match=all', async () => {
    await call('POST', '/api/memories', { content: 'Red and round', tags: ['red', 'round'] });
    await call('POST', '/api/memories', { content: 'Red only', tags: ['red'] });
    for (const query of ['tags=red&tags=round', 'tags=red,round']) {
      expect((await call('GET', `/api/memories?${query}`)).body.items).toHaveLength(2);
      expect((await call('GET', `/api/memories?${query}&match=all`)).body.items).toMatchObject([{ content: 'Red and round' }]);
    }
  });
});

describe('RFC 3986 §2.2: an escaped comma belongs to its tag, and an empty parameter is one', () => {
  it('a tag with a comma is found by it alone', async () => {
    await call('POST', '/api/memories', { content: 'The Louvre', tags: ['louvre,paris'] });
    await call('POST', '/api/memories', { content: 'The Seine', tags: ['paris'] });
    expect((await call('GET', '/api/memories?tags=louvre%2Cparis')).body.items).toMatchObject([{ content: 'The Louvre' }]);
    expect((await call('GET', '/api/memories?tags=louvre,paris')).body.items).toMatchObject([{ content: 'The Seine' }]);
    expect((await call('GET', '/api/memories?tags=paris,')).body.items).toMatchObject([{ content: 'The Seine' }]);
  });

  it.each(['kind=', 'tags=', 'tags=,'])('%s passes nothing', async (query) => {
    await call('POST', '/api/memories', { content: 'Something', tags: ['some'] });
    expect((await call('GET', `/api/memories?${query}`)).body.items).toEqual([]);
  });

  it.each(['after=', 'before=', 'limit=', 'limit=0x5', 'limit=1e1', 'limit=%2B5', 'match=', 'kind=a&kind=b'])('%s is refused', async (query) => {
    const { status, body } = await call('GET', `/api/memories?${query}`);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });
});

describe('REST and MCP are one', () => {
  it('whatever was forgotten and is stored again is back under its id, and created again', async () => {
    const { body } = await call('POST', '/api/memories', { content: 'Twice told' });
    await call('DELETE', `/api/memories/${body.id}`);
    const again = await call('POST', '/api/memories', { content: 'Twice told' });
    expect([again.status, again.body]).toEqual([201, { id: body.id, outcome: 'restored' }]);
  });

  it('every call of a program is in the record, looking at one memory included', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const mine = (method: string, path: string) => call(method, path, undefined, tokens.access_token);
    for (const path of ['/api/memories', '/api/memories/tags', '/api/memories/mem_none']) await mine('GET', path);
    await mine('DELETE', '/api/memories/mem_none');
    await gatehouse.activity.flush();
    const entries = await gatehouse.store.activity.list({ limit: 10, clientId, kind: 'tool.called' });
    expect(entries.map(({ event }) => event).reverse()).toMatchObject([
      { tool: 'memory_search', outcome: 'done' },
      { tool: 'memory_search', outcome: 'done' },
      { tool: 'memory_search', outcome: 'failed' },
      { tool: 'memory_forget', outcome: 'failed' },
    ]);
  });

  it('a call that runs when its connection ends is cut off, as on MCP', async () => {
    const store = createVolatileMemoryStore();
    let reached = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const never = (): Promise<never> => {
      reached();
      return new Promise(() => undefined);
    };
    const slow = { ...store, list: never };
    const other = await startGatehouse({ openMemoryStore: async () => slow });
    const { clientId, tokens } = await connect(other);
    const answer = fetch(`${other.url}/api/memories`, { headers: { authorization: `Bearer ${tokens.access_token}` } }).then(
      ({ status }) => status,
      () => 'cut off',
    );
    await arrived;
    await other.control.disconnect([clientId]);
    expect(await answer).toBe('cut off');
    await other.close();
  });

  it('what one stores the other finds', async () => {
    const { body } = await call('POST', '/api/memories', { content: 'Seen from both sides' });
    const response = await callTool(gatehouse, token, 'memory_search', { phrase: 'both sides' });
    expect(await response.text()).toContain(body.id);
  });

  it('a permission that is missing is 403 with the challenge, and the person is asked', async () => {
    const reader = await connect(gatehouse, ['memory:read']);
    const { status, headers, body } = await call('POST', '/api/memories', { content: 'x' }, reader.tokens.access_token);
    expect([status, body.error, headers.get('www-authenticate')]).toEqual([
      403,
      'insufficient_scope',
      `Bearer realm="gatehouse", error="insufficient_scope", resource_metadata="${gatehouse.url}/.well-known/oauth-protected-resource/mcp", scope="memory:read memory:write"`,
    ]);
    // The grant is looked up before it is asked about.
    await hasArrived();
    gatehouse.clock.advance(2000);
    await gatehouse.desk.tick();
    expect(gatehouse.desk.list()).toMatchObject([{ kind: 'widening', client: { id: reader.clientId } }]);
  });

  it.each([
    ['POST', '/api/memories', {}],
    ['POST', '/api/memories', { content: 5 }],
    ['POST', '/api/memories', []],
    ['GET', '/api/memories?limit=0', undefined],
    ['GET', '/api/memories?limit=x', undefined],
    ['GET', '/api/memories?cursor=bad', undefined],
    ['GET', '/api/memories?match=some', undefined],
    ['GET', '/api/memories?limit=1&limit=2', undefined],
    ['GET', '/api/memories?after=yesterday-ish', undefined],
    ['GET', '/api/memories/search?query=%ff', undefined],
    ['PATCH', '/api/memories/mem_none', { content: '' }],
  ])('%s %s %j is 400 invalid_request', async (method, path, body) => {
    const answer = await call(method, path, body);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  it.each([
    ['GET', '/api/memories/search?q=zebra', undefined, 'unknown member “q”; it takes query, phrase, tags, match, kind, client, after, before, limit, cursor'],
    ['GET', '/api/memories?limit=0', undefined, 'limit: Too small: expected number to be >=1'],
    ['POST', '/api/memories', { content: 'x', expires_at: '2030' }, 'unknown member “expires_at”; it takes content, tags, kind, metadata, expires'],
    ['POST', '/api/memories', undefined, 'the body is empty'],
    ['POST', '/api/memories/forget', undefined, 'the body is empty'],
    ['PATCH', '/api/memories/mem_none', undefined, 'the body is empty'],
    ['PATCH', '/api/memories/mem_none', { text: 'x' }, 'unknown member “text”; it takes id, content, tags, kind, metadata, expires'],
    [
      'POST',
      '/api/memories/forget',
      { filter: { tags: ['trip'], query: 'Rome' } },
      'filter: unknown member “query”; it takes tags, match, kind, client, after, before',
    ],
  ])('%s %s %j is refused in the words of the tool', async (method, path, body, sentence) => {
    const answer = await call(method, path, body);
    expect([answer.status, answer.body]).toEqual([400, { error: 'invalid_request', error_description: sentence }]);
  });

  it('a memory of nobody is 404, and a path that is none 404 only with a token', async () => {
    expect((await call('GET', '/api/memories/mem_none')).status).toBe(404);
    expect((await call('PATCH', '/api/memories/mem_none', { content: 'x' })).status).toBe(404);
    expect((await call('GET', '/api/nothing')).status).toBe(404);
    expect((await call('GET', '/api/nothing', undefined, 'wrong')).status).toBe(401);
  });
});
