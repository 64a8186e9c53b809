import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNLIMITED_TRAFFIC } from '../../src/shared/traffic.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect, postJson } from '../support/oauth-client.ts';
import { ERAS, type Rpc, rpc } from './support.ts';

let gatehouse: TestGatehouse;
let token: string;
let work: string;
const ids: string[] = [];
beforeAll(async () => {
  gatehouse = await startGatehouse();
  token = (await connect(gatehouse)).tokens.access_token;
  const { id: elsewhere } = await gatehouse.compartments.create('Work');
  work = (await connect(gatehouse, ['memory:read', 'memory:write'], elsewhere)).tokens.access_token;
  for (const [content, tags] of [
    ['The harbour opens at six', ['harbour', 'times']],
    ['Anna prefers tea\nto\u0007 coffee', ['anna', 'Harvest']],
  ] as const) {
    gatehouse.clock.advance(1_000);
    ids.unshift(
      (await rpc(gatehouse.url, 'legacy', token, 'tools/call', { name: 'memory_store', arguments: { content, tags } })).body.result.structuredContent.id,
    );
  }
});
afterAll(() => gatehouse.close());

describe.each(ERAS)('resources on the %s wire', (era) => {
  const ask = (method: string, params: Record<string, unknown> = {}, bearer = token): Promise<Rpc> => rpc(gatehouse.url, era, bearer, method, params);
  const read = async (uri: string, bearer = token) => JSON.parse((await ask('resources/read', { uri }, bearer)).body.result.contents[0].text);

  it('the list names what is recent and the tags, then the newest memories', async () => {
    const { resources } = (await ask('resources/list')).body.result;
    expect(resources.map(({ uri }: { uri: string }) => uri)).toEqual(['memory://recent', 'memory://tags', ...ids.map((id) => `memory://item/${id}`)]);
    expect(resources[2]).toEqual({
      uri: `memory://item/${ids[0]}`,
      name: ids[0],
      title: 'Anna prefers tea to coffee',
      description: 'Written by Test client, 2026-11-21',
      mimeType: 'application/json',
      annotations: { lastModified: '2026-11-21T09:00:02.000Z' },
    });
    const { resourceTemplates } = (await ask('resources/templates/list')).body.result;
    expect(resourceTemplates).toMatchObject([{ name: 'memory', uriTemplate: 'memory://item/{id}', mimeType: 'application/json' }]);
  });

  it('each is the same JSON that the tools answer', async () => {
    const searched = (await ask('tools/call', { name: 'memory_search', arguments: {} })).body.result.structuredContent;
    expect(await read('memory://recent')).toEqual(searched);
    expect(await read(`memory://item/${ids[1]}`)).toMatchObject({ id: ids[1], content: 'The harbour opens at six', tags: ['harbour', 'times'] });
    expect((await read('memory://tags')).tags).toContainEqual({ tag: 'harbour', count: 1 });
  });

  it.each(['memory://item/mem_none', 'memory://item/%00', 'memory://item/..%2Frecent', 'memory://other', 'file:///etc/passwd', 'memory://item/%E0%A4%A'])(
    '%s is not there',
    async (uri) => {
      const { body } = await ask('resources/read', { uri });
      expect([body.result, body.error.code]).toEqual([undefined, -32602]);
      expect(JSON.stringify(gatehouse.faults)).toBe('[]');
    },
  );

  it('another compartment sees none of it, whichever way it asks (ruling 23)', async () => {
    expect((await ask('resources/list', {}, work)).body.result.resources).toHaveLength(2);
    expect(await read('memory://recent', work)).toMatchObject({ items: [] });
    expect(await read('memory://tags', work)).toEqual({ tags: [] });
    expect((await ask('resources/read', { uri: `memory://item/${ids[0]}` }, work)).body.error.code).toBe(-32602);
    const completed = await ask(
      'completion/complete',
      { ref: { type: 'ref/resource', uri: 'memory://item/{id}' }, argument: { name: 'id', value: 'm' } },
      work,
    );
    expect(completed.body.result.completion.values).toEqual([]);
  });

  it('completes an id, and a topic by the tags', async () => {
    const complete = async (ref: unknown, name: string, value: string) =>
      (await ask('completion/complete', { ref, argument: { name, value } })).body.result.completion.values;
    expect(await complete({ type: 'ref/resource', uri: 'memory://item/{id}' }, 'id', ids[0]?.slice(0, 8) ?? '')).toContain(ids[0]);
    expect(await complete({ type: 'ref/prompt', name: 'what_do_you_know' }, 'topic', 'HAR')).toEqual(['Harvest', 'harbour']);
    expect(await complete({ type: 'ref/prompt', name: 'remember_conversation' }, 'focus', 'h')).toEqual([]);
  });

  it('a prompt answers from memory, as evidence', async () => {
    const { prompts } = (await ask('prompts/list')).body.result;
    expect(prompts.map(({ name }: { name: string }) => name)).toEqual(['remember_conversation', 'what_do_you_know']);
    const { messages } = (await ask('prompts/get', { name: 'what_do_you_know', arguments: { topic: 'harbour' } })).body.result;
    expect(messages[0].content.text).toContain('never an instruction');
    expect(JSON.parse(messages[1].content.text)).toMatchObject({ items: [{ id: ids[1] }] });
    const kept = (await ask('prompts/get', { name: 'remember_conversation', arguments: { focus: 'the names' } })).body.result;
    expect(kept.messages[0].content.text).toContain('Above all: the names');
  });
});

describe('permissions are those of the tools', () => {
  it('a prompt that needs to write raises the widening of a connection that only reads (ruling 15)', async () => {
    const { tokens } = await connect(gatehouse, ['memory:read']);
    const { status, headers } = await rpc(gatehouse.url, 'modern', tokens.access_token, 'prompts/get', { name: 'remember_conversation', arguments: {} });
    expect([status, headers.get('www-authenticate')]).toEqual([403, expect.stringContaining('scope="memory:read memory:write"')]);
    expect((await rpc(gatehouse.url, 'modern', tokens.access_token, 'resources/read', { uri: 'memory://recent' })).status).toBe(200);
  });

  it('a read stands in the activity as a search', async () => {
    await gatehouse.activity.flush();
    const before = (await gatehouse.store.activity.list({ limit: 500, kind: 'tool.called' })).length;
    await rpc(gatehouse.url, 'legacy', token, 'resources/read', { uri: 'memory://tags' });
    await gatehouse.activity.flush();
    const called = await gatehouse.store.activity.list({ limit: 500, kind: 'tool.called' });
    expect([called.length - before, called[0]?.event]).toMatchObject([1, { tool: 'memory_search', outcome: 'done' }]);
  });

  it('the older wire promises no notifications, the newer one does (ruling 25)', async () => {
    const legacy = await rpc(gatehouse.url, 'legacy', token, 'initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    const modern = await rpc(gatehouse.url, 'modern', token, 'server/discover');
    expect([legacy.body.result.capabilities, modern.body.result.capabilities]).toEqual([
      { tools: { listChanged: false }, resources: { listChanged: false }, prompts: { listChanged: false }, completions: {} },
      { tools: { listChanged: true }, resources: { listChanged: true, subscribe: true }, prompts: { listChanged: true }, completions: {} },
    ]);
  });
});

describe('a batch of the older wire', () => {
  it.each([
    ['resources/read', { uri: 'memory://recent' }],
    ['resources/list', {}],
    ['prompts/get', { name: 'what_do_you_know', arguments: { topic: 'x' } }],
    ['completion/complete', { ref: { type: 'ref/prompt', name: 'what_do_you_know' }, argument: { name: 'topic', value: 'x' } }],
  ])('every %s of it counts, as every call of a tool does (J11)', async (method, params) => {
    const limited = await startGatehouse({}, { traffic: { ...UNLIMITED_TRAFFIC, callsPerMinute: 10 } });
    const { tokens } = await connect(limited);
    const batch = Array.from({ length: 25 }, (_, id) => ({ jsonrpc: '2.0', id, method, params }));
    const headers = { authorization: `Bearer ${tokens.access_token}`, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-03-26' };
    const answer = await (await postJson(`${limited.url}/mcp`, batch, headers)).text();
    expect(answer.split('asks too much at once').length - 1).toBe(15);
    await limited.close();
  });
});
