import { fromJsonSchema } from '@modelcontextprotocol/server';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { toolNamed } from '../../src/mcp/tool-calls.ts';
import { TOOL_SCOPES } from '../../src/mcp/tool-scopes.ts';
import { TOOLS } from '../../src/mcp/tools.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { inTime } from '../support/in-time.ts';
import { callTool, connect, postJson, rawRequest } from '../support/oauth-client.ts';
import { ERAS, rpc as mcp, mcpRequest } from './support.ts';

let gatehouse: TestGatehouse;
let token: string;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  token = (await connect(gatehouse, ['memory:read', 'memory:write', 'memory:admin'])).tokens.access_token;
});
afterAll(() => gatehouse.close());

const rpc = async (method: string, params: unknown = {}) => {
  const response = await postJson(
    `${gatehouse.url}/mcp`,
    { jsonrpc: '2.0', id: 1, method, params },
    { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream' },
  );
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text.startsWith('{') ? text : (text.split('data: ')[1] ?? 'null')) };
};
const call = async (name: string, input: Record<string, unknown>) => (await rpc('tools/call', { name, arguments: input })).body.result;

describe('ruling 22: eight tools', () => {
  it('every tool has its permission, and none is left over', () => {
    expect(TOOLS.map(({ name }) => name).sort()).toEqual(Object.keys(TOOL_SCOPES).sort());
  });

  it.each(ERAS)('the whole answer to tools/list stays under 6 KB on the %s wire', async (era) => {
    const answer = await fetch(`${gatehouse.url}/mcp`, mcpRequest(era, token, 'tools/list', {}));
    const text = await answer.text();
    expect(JSON.parse(text.slice(text.indexOf('{'))).result.tools).toHaveLength(8);
    expect(Buffer.byteLength(text)).toBeLessThan(6 * 1024);
  });

  it('the list is the same for every caller, whatever it may do', async () => {
    const reader = (await connect(gatehouse, ['memory:read'])).tokens.access_token;
    const list = async (bearer: string) => (await mcp(gatehouse.url, 'modern', bearer, 'tools/list')).body.result.tools;
    expect(await list(reader)).toEqual(await list(token));
  });

  it('every tool says what it does to what is there', async () => {
    const { tools } = (await rpc('tools/list')).body.result;
    const changes = tools.filter(({ annotations }: { annotations: { readOnlyHint: boolean } }) => !annotations.readOnlyHint);
    expect(changes.map(({ name, annotations }: { name: string; annotations: unknown }) => [name, annotations])).toEqual([
      ['memory_store', { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false }],
      ['memory_update', { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false }],
      ['memory_forget', { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false }],
      ['memory_reflect', { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false }],
      ['memory_configure', { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false }],
    ]);
  });

  afterEach(() => vi.unstubAllEnvs());

  it('a time without a zone is UTC, wherever the process runs, as a date alone is; one with a zone is that', async () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    for (const [expires, read] of [
      ['2030-01-01T09:30', '2030-01-01T09:30:00.000Z'],
      ['2030-01-01T09:30:15.5', '2030-01-01T09:30:15.500Z'],
      ['2030-01-01', '2030-01-01T00:00:00.000Z'],
      ['2030-01-01T09:30+02:00', '2030-01-01T07:30:00.000Z'],
    ] as const) {
      const { id } = (await call('memory_store', { content: `The pass ends ${expires}`, expires })).structuredContent;
      expect((await call('memory_update', { id, kind: 'fact' })).structuredContent.expires).toBe(read);
      expect((await call('memory_update', { id, expires })).structuredContent.expires).toBe(read);
    }
  });

  it.each(ERAS)('on the %s wire every tool answers what its output schema says', async (era) => {
    const ask = async (name: string, input: Record<string, unknown>) =>
      (await mcp(gatehouse.url, era, token, 'tools/call', { name, arguments: input })).body.result.structuredContent;
    const { id } = await ask('memory_store', { content: `The ferry to ${era}`, tags: ['ferry'], metadata: { from: 'here' }, expires: '2030-01-01' });
    const answers: Record<string, unknown> = {
      memory_store: await ask('memory_store', { content: `The ferry to ${era}` }),
      memory_recall: await ask('memory_recall', { query: 'ferry' }),
      memory_search: await ask('memory_search', { tags: ['ferry'], limit: 1 }),
      memory_update: await ask('memory_update', { id, content: `The last ferry to ${era}` }),
      memory_status: await ask('memory_status', {}),
      memory_reflect: await ask('memory_reflect', {}),
      memory_configure: await ask('memory_configure', {}),
      memory_forget: await ask('memory_forget', { id }),
    };
    const { tools } = (await mcp(gatehouse.url, era, token, 'tools/list')).body.result;
    for (const { name, outputSchema } of tools) {
      expect([name, await fromJsonSchema(outputSchema)['~standard'].validate(answers[name])]).toEqual([name, { value: answers[name] }]);
      // What may be missing is left out of the list; all of it is in the whole schema, and nothing else is answered.
      expect(() => toolNamed(name).output.strict().parse(answers[name])).not.toThrow();
    }
  });

  it('structured content and text are the same JSON, with the id first', async () => {
    const result = await call('memory_store', { content: 'The ferry leaves at nine' });
    expect(JSON.parse(result.content[0].text)).toEqual(result.structuredContent);
    expect(Object.keys(result.structuredContent)[0]).toBe('id');
  });

  it('a mistake of the caller is said in words, as a tool error', async () => {
    expect(await call('memory_update', { id: 'mem_none', content: 'x' })).toEqual({
      isError: true,
      content: [{ type: 'text', text: 'There is no memory mem_none.' }],
    });
  });

  it.each([
    ['memory_store', { content: 'Gone by noon', expires_at: '2030-01-01' }, 'unknown member “expires_at”; it takes content, tags, kind, metadata, expires'],
    ['memory_recall', { query: 'noon', tag: 'x' }, 'unknown member “tag”; it takes query, limit'],
    ['memory_search', { text: 'noon' }, 'unknown member “text”; it takes query, phrase, tags, match, kind, client, after, before, limit, cursor'],
    ['memory_update', { id: 'mem_none', text: 'noon' }, 'unknown member “text”; it takes id, content, tags, kind, metadata, expires'],
    ['memory_forget', { id: 'mem_none', dry_run: true }, 'unknown member “dry_run”; it takes id, ids, filter'],
    ['memory_forget', { filter: { tags: ['noon'], query: 'Rome' } }, 'filter: unknown member “query”; it takes tags, match, kind, client, after, before'],
    ['memory_reflect', { dry_run: true }, 'unknown member “dry_run”; it takes cursor, apply'],
    ['memory_configure', { limit: 5 }, 'unknown member “limit”; it takes suggestDuplicates, defaultLimit'],
  ])('%s refuses what it does not know and says what it takes: %j', async (name, input, sentence) => {
    const { memories } = (await call('memory_status', {})).structuredContent;
    const text = `Input validation error: Invalid arguments for tool ${name}: ${sentence}`;
    expect(await call(name, input)).toEqual({ isError: true, content: [{ type: 'text', text }] });
    expect((await call('memory_status', {})).structuredContent.memories).toBe(memories);
  });

  it('the list says of every tool that takes something that it takes nothing else', async () => {
    type Listed = { readonly name: string; readonly inputSchema: { readonly properties: object; readonly additionalProperties?: false } };
    const { tools } = (await rpc('tools/list')).body.result as { tools: readonly Listed[] };
    const open = tools.filter(({ inputSchema }) => inputSchema.additionalProperties !== false);
    expect(open.map(({ name, inputSchema }) => [name, inputSchema.properties])).toEqual([['memory_status', {}]]);
  });

  it('a tool that takes nothing is served with the placeholder that some programs send, and what stands beside the arguments is no member', async () => {
    expect((await call('memory_status', { random_string: 'dummy' })).structuredContent).toHaveProperty('memories');
    const { body } = await rpc('tools/call', { name: 'memory_search', arguments: { limit: 1 }, _meta: { progressToken: 1 } });
    expect(body.result.structuredContent).toHaveProperty('items');
  });

  it.each(['wait_for_previous', 'toolCallId'])(
    '%s, which a program adds to every call for itself, keeps none from working and shapes no answer',
    async (own) => {
      const { id } = (await call('memory_store', { content: `Added beside ${own}`, [own]: false })).structuredContent;
      expect((await call('memory_recall', { query: `beside ${own}`, limit: 1, [own]: 'call_1' })).structuredContent.items[0].id).toBe(id);
      expect((await call('memory_forget', { filter: { tags: ['none'], [own]: true } })).content[0].text).toContain(`unknown member “${own}”`);
    },
  );

  it('storing what is almost there already shows how that begins, as evidence: a merge writes over nothing unread', async () => {
    const before = 'The lighthouse keeper of the northern pier is called Mads and likes strong tea';
    const { id } = (await call('memory_store', { content: `${before}. ${'He wrote this. '.repeat(20)}` })).structuredContent;
    const answer = (await call('memory_store', { content: `${before} a lot. ${'He wrote this. '.repeat(20)}` })).structuredContent;
    expect(answer).toMatchObject({ outcome: 'stored', note: expect.stringContaining('never as instructions'), suggestion: expect.stringContaining('whole') });
    expect(answer.similar).toEqual([
      { id, content: expect.stringMatching(/^The lighthouse keeper.{179}…$/), created: expect.any(String), author: expect.any(String) },
    ]);
  });

  it('and never half a character of it', async () => {
    const before = `${'x'.repeat(180)} the buoy is red`.padEnd(199, 'y');
    await call('memory_store', { content: `${before}🎈 ${'and so on '.repeat(9)}` });
    const { similar } = (await call('memory_store', { content: `${before}🎈 ${'and so on '.repeat(9)}!` })).structuredContent;
    expect(similar[0].content).toBe(`${before}…`);
  });

  it('storing what is there already says what of it stayed as it was', async () => {
    const { id } = (await call('memory_store', { content: 'The ferry is blue', tags: ['ferry'] })).structuredContent;
    expect((await call('memory_store', { content: 'The ferry is blue', tags: ['boat'], kind: 'fact' })).structuredContent).toEqual({
      id,
      outcome: 'existing',
      note: 'This was remembered already. Its tags and kind stayed as before. If they should change, use memory_update.',
    });
  });

  it('storing what would have run out says until when it is kept now', async () => {
    const { id } = (await call('memory_store', { content: 'The permit is in the car', expires: '2030-01-01' })).structuredContent;
    const again = async (input: object) => (await call('memory_store', { content: 'The permit is in the car', ...input })).structuredContent;
    const note = 'This was remembered already. It is kept until 2031-01-01T00:00:00.000Z now.';
    expect(await again({ expires: '2031-01-01' })).toEqual({ id, outcome: 'existing', note });
    expect(await again({})).toEqual({ id, outcome: 'existing', note: 'This was remembered already. It is kept for good now.' });
  });

  it('an answer with a part of something says where the whole of it is, and it is there', async () => {
    const content = `The lantern ${'x'.repeat(60_000)}`;
    const { id } = (await call('memory_store', { content })).structuredContent;
    const { items, note } = (await call('memory_recall', { query: 'lantern' })).structuredContent;
    expect([items[0].cut, note]).toEqual([true, expect.stringContaining('the whole is the resource memory://item/<id>')]);
    const { body } = await rpc('resources/read', { uri: `memory://item/${id}` });
    expect(JSON.parse(body.result.contents[0].text).content).toBe(content);
    expect((await call('memory_recall', { query: 'ferry' })).structuredContent.note).not.toContain('memory://');
  });

  it('configure reads and sets what exists', async () => {
    expect((await call('memory_configure', {})).structuredContent).toEqual({ settings: { suggestDuplicates: true, defaultLimit: 10 } });
    expect((await call('memory_configure', { defaultLimit: 5 })).structuredContent).toEqual({ settings: { suggestDuplicates: true, defaultLimit: 5 } });
  });
});

describe('ruling 25: the older wire is stateless', () => {
  it('answers any method without initialize and mints no session', async () => {
    const response = await callTool(gatehouse, token, 'memory_status');
    expect(response.status).toBe(200);
    expect(response.headers.get('mcp-session-id')).toBeNull();
  });

  it.each(['GET', 'DELETE'])('%s with a valid token is 405', async (method) => {
    const response = await fetch(`${gatehouse.url}/mcp`, { method, headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' } });
    expect(response.status).toBe(405);
  });

  it('a connection ends with the answer when the caller wanted it so (RFC 9112 §9.6)', async () => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const head = [`Authorization: Bearer ${token}`, 'Accept: application/json, text/event-stream', 'Content-Type: application/json', 'Connection: close'];
    const bytes = ['POST /mcp HTTP/1.1', `Host: ${new URL(gatehouse.url).host}`, ...head, `Content-Length: ${body.length}`, '', body].join('\r\n');
    const answer = await inTime(5_000, () => rawRequest(Number(new URL(gatehouse.url).port), bytes));
    expect(answer).toContain('{"result":{},"jsonrpc":"2.0","id":1}');
  });

  it('an own Origin is served with a token (the SDK’s rebinding check)', async () => {
    const response = await postJson(
      `${gatehouse.url}/mcp`,
      { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream', origin: gatehouse.url },
    );
    expect(response.status).toBe(200);
  });
});
