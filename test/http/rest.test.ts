import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
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

describe('REST and MCP are one', () => {
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
    await new Promise((resolve) => setTimeout(resolve, 20));
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
  ])('%s %s %j is 400 invalid_request', async (method, path, body) => {
    const answer = await call(method, path, body);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });

  it('a memory of nobody is 404, and a path that is none 404 only with a token', async () => {
    expect((await call('GET', '/api/memories/mem_none')).status).toBe(404);
    expect((await call('PATCH', '/api/memories/mem_none', { content: 'x' })).status).toBe(404);
    expect((await call('GET', '/api/nothing')).status).toBe(404);
    expect((await call('GET', '/api/nothing', undefined, 'wrong')).status).toBe(401);
  });
});
