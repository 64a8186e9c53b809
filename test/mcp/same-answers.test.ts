import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect } from '../support/oauth-client.ts';
import { rpc } from './support.ts';

let gatehouse: TestGatehouse;
let token: string;
let id: string;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  token = (await connect(gatehouse)).tokens.access_token;
  id = String((await tool('legacy', 'memory_store', { content: 'The lighthouse keeper is called Ines', tags: ['people', 'coast'] })).id);
  await tool('legacy', 'memory_store', { content: 'The lighthouse is painted in spring', tags: ['coast'], kind: 'fact' });
});
afterAll(() => gatehouse.close());

type Json = Record<string, unknown>;
const answered = async (era: 'legacy' | 'modern', name: string, input: Json) =>
  (await rpc(gatehouse.url, era, token, 'tools/call', { name, arguments: input })).body.result;
const tool = async (era: 'legacy' | 'modern', name: string, input: Json): Promise<Json> => (await answered(era, name, input)).structuredContent;
const rest = async (method: string, path: string, body?: Json) => {
  const response = await fetch(`${gatehouse.url}/api/memories${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Json;
};
const resource = async (uri: string) => JSON.parse((await rpc(gatehouse.url, 'modern', token, 'resources/read', { uri })).body.result.contents[0].text);

describe('both wires and REST are one set of handlers', () => {
  it.each([
    ['memory_search', { query: 'lighthouse' }, '/search?query=lighthouse'],
    ['memory_search', { tags: ['people', 'coast'], match: 'all' }, '?tags=people,coast&match=all'],
    ['memory_search', { kind: 'fact', limit: 1 }, '?kind=fact&limit=1'],
    ['memory_search', { client: 'Test client', after: '2020-01-01' }, '?client=Test+client&after=2020-01-01'],
  ])('%s %j', async (name, input, query) => {
    const [legacy, modern] = [await tool('legacy', name, input), await tool('modern', name, input)];
    expect(modern).toEqual(legacy);
    expect(await rest('GET', query)).toEqual({ next: null, ...legacy });
  });

  it('one memory, the newest, and the tags', async () => {
    const updated = await tool('modern', 'memory_update', { id, tags: ['people', 'coast'] });
    const items = [await rest('GET', `/${id}`), await resource(`memory://item/${id}`)];
    expect(items).toEqual([updated, updated]);
    expect(await resource('memory://recent')).toEqual(await tool('legacy', 'memory_search', {}));
    expect(await resource('memory://tags')).toEqual(await rest('GET', '/tags'));
  });

  it('an exact duplicate, a fault of the caller, and what is not there', async () => {
    const duplicate = { content: 'The lighthouse keeper is called Ines' };
    const [legacy, modern, twin] = [
      await tool('legacy', 'memory_store', duplicate),
      await tool('modern', 'memory_store', duplicate),
      await rest('POST', '', duplicate),
    ];
    expect([legacy, modern, twin]).toEqual([{ id, outcome: 'existing' }, legacy, legacy]);
    const missing = { id: 'mem_none', content: 'x' };
    const said = (await answered('legacy', 'memory_update', missing)).content[0].text;
    expect((await answered('modern', 'memory_update', missing)).content[0].text).toBe(said);
    expect((await rest('PATCH', '/mem_none', { content: 'x' })).error_description).toBe(said);
  });
});
