import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { type Connected, connect, postForm } from '../support/oauth-client.ts';
import { listen, mcpRequest, rpc } from './support.ts';

/** Longer than changes are gathered to be told together, and what was told then was heard. */
async function quiet(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 250));
  await hasArrived();
}

const EVERYTHING = { resourcesListChanged: true, resourceSubscriptions: ['memory://recent', 'memory://tags'] };

let gatehouse: TestGatehouse;
let mine: Connected;
let token: string;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  mine = await connect(gatehouse);
  token = mine.tokens.access_token;
});
afterAll(() => gatehouse.close());
/** What was stored just before a stream was opened is told to it as well. */
beforeEach(() => quiet());

const call = async (name: string, input: Record<string, unknown>, bearer = token) =>
  (await rpc(gatehouse.url, 'legacy', bearer, 'tools/call', { name, arguments: input })).body.result.structuredContent;
const store = async (content: string, bearer = token): Promise<string> => (await call('memory_store', { content }, bearer)).id;
const heard = (messages: readonly { method?: string; params: { uri?: string } }[]) => messages.map(({ method, params }) => params.uri ?? method);

describe('a stream of the newer wire', () => {
  it('is acknowledged, then hears what changed: the list, the resources, and the memory it named', async () => {
    const id = await store('The ferry leaves at nine');
    const stream = await listen(gatehouse.url, token, { ...EVERYTHING, resourceSubscriptions: ['memory://recent', `memory://item/${id}`] });
    expect((await stream.after(0))[0]).toMatchObject({
      method: 'notifications/subscriptions/acknowledged',
      params: { notifications: { resourcesListChanged: true, resourceSubscriptions: ['memory://recent', `memory://item/${id}`] } },
    });
    await call('memory_update', { id, content: 'The ferry leaves at ten' });
    expect(heard((await stream.after(3)).slice(1))).toEqual(['notifications/resources/list_changed', 'memory://recent', `memory://item/${id}`]);
    await call('memory_forget', { id });
    expect(heard((await stream.after(6)).slice(4))).toEqual(['notifications/resources/list_changed', 'memory://recent', `memory://item/${id}`]);
    stream.close();
  });

  it('hears of what REST changed, and of many changes as one', async () => {
    const stream = await listen(gatehouse.url, token, EVERYTHING);
    await stream.after(0);
    const post = (content: string) =>
      fetch(`${gatehouse.url}/api/memories`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content }),
      });
    const began = performance.now();
    await Promise.all(Array.from({ length: 60 }, (_, number) => post(`Number ${number}`)));
    expect(heard((await stream.after(3)).slice(1, 4))).toEqual(['notifications/resources/list_changed', 'memory://recent', 'memory://tags']);
    await quiet();
    // Five times a second, in three messages.
    const times = Math.ceil((performance.now() - began) / 200) + 1;
    expect(stream.messages.length).toBeLessThanOrEqual(1 + 3 * Math.min(times, 30));
    stream.close();
  });

  it('hears nothing of what is held, and of it once the person has let it pass', async () => {
    const stream = await listen(gatehouse.url, token, EVERYTHING);
    await stream.after(0);
    const id = await store('The password of the boathouse is hunter22');
    await quiet();
    expect(stream.messages).toHaveLength(1);
    const [waiting] = (await gatehouse.memoryStore.held.list({ limit: 1 })).items;
    expect(await gatehouse.memoryStore.held.release(waiting?.id ?? '', gatehouse.clock.now())).toEqual({ memoryId: id, outcome: 'stored' });
    expect(heard((await stream.after(3)).slice(1, 4))).toEqual(['notifications/resources/list_changed', 'memory://recent', 'memory://tags']);
    stream.close();
  });

  it('hears nothing of another compartment, also when it names a memory there (ruling 23)', async () => {
    const { id: work } = await gatehouse.compartments.create('Work');
    const elsewhere = (await connect(gatehouse, ['memory:read', 'memory:write'], work)).tokens.access_token;
    const id = await store('Salaries are paid on the 25th', elsewhere);
    const stream = await listen(gatehouse.url, token, { ...EVERYTHING, resourceSubscriptions: ['memory://recent', `memory://item/${id}`] });
    await stream.after(0);
    await call('memory_update', { id, content: 'Salaries are paid on the 26th' }, elsewhere);
    await quiet();
    await store('Something of my own');
    expect(heard((await stream.after(2)).slice(1))).toEqual(['notifications/resources/list_changed', 'memory://recent']);
    // Through a window it may read there, and from then on it hears of it too.
    await gatehouse.compartments.setWindows('default', [work]);
    await call('memory_update', { id, content: 'Salaries are paid on the 27th' }, elsewhere);
    expect(heard((await stream.after(5)).slice(3))).toEqual(['notifications/resources/list_changed', 'memory://recent', `memory://item/${id}`]);
    await gatehouse.compartments.setWindows('default', []);
    stream.close();
  });

  it('cannot name so many resources that every change becomes dear, whatever its headers say', async () => {
    const notifications = { resourceSubscriptions: Array.from({ length: 2_000 }, (_, index) => `memory://item/mem_${index}`) };
    const request = mcpRequest('modern', token, 'subscriptions/listen', { notifications });
    expect((await fetch(`${gatehouse.url}/mcp`, request)).status).toBe(413);
    const { 'mcp-method': _, ...without } = request.headers as Record<string, string>;
    for (const headers of [without, { ...without, 'mcp-method': 'tools/list' }, { ...without, 'mcp-method': 'Subscriptions/Listen' }]) {
      expect((await fetch(`${gatehouse.url}/mcp`, { ...request, headers })).status).toBe(400);
    }
    expect(gatehouse.faults).toEqual([]);
  });

  it('hears of what has run out, once it is in the bin', async () => {
    const { id } = await call('memory_store', { content: 'The key is under the mat', expires: new Date(gatehouse.clock.now() + 60_000).toISOString() });
    await quiet();
    const stream = await listen(gatehouse.url, token, { ...EVERYTHING, resourceSubscriptions: [`memory://item/${id}`] });
    await stream.after(0);
    gatehouse.clock.advance(60_000);
    await gatehouse.memoryStore.keeping.sweep(gatehouse.clock.now(), 0);
    expect(heard((await stream.after(2)).slice(1))).toEqual(['notifications/resources/list_changed', `memory://item/${id}`]);
    stream.close();
  });

  it('hears of what the person brought back', async () => {
    const id = await store('The museum is free on Sundays');
    await call('memory_forget', { id });
    await quiet();
    const stream = await listen(gatehouse.url, token, { resourcesListChanged: true, resourceSubscriptions: [`memory://item/${id}`] });
    await stream.after(0);
    await gatehouse.memoryStore.keeping.restore([id], gatehouse.clock.now());
    expect(heard((await stream.after(2)).slice(1))).toEqual(['notifications/resources/list_changed', `memory://item/${id}`]);
    stream.close();
  });

  it('hears nothing when nothing changed: an exact duplicate, a memory that is not there', async () => {
    await store('Said once');
    const stream = await listen(gatehouse.url, token, EVERYTHING);
    await stream.after(0);
    await quiet();
    const before = stream.messages.length;
    await store('Said once');
    await call('memory_forget', { id: 'mem_none' });
    await quiet();
    expect(stream.messages.length).toBe(before);
    stream.close();
  });

  it('of two streams of one caller each hears once; one that is closed does not keep the other from it', async () => {
    const [first, second] = await Promise.all([listen(gatehouse.url, token, EVERYTHING), listen(gatehouse.url, token, EVERYTHING)]);
    await Promise.all([first.after(0), second.after(0)]);
    first.close();
    await first.ended;
    await store('One more thing');
    expect(heard((await second.after(3)).slice(1))).toEqual(['notifications/resources/list_changed', 'memory://recent', 'memory://tags']);
    second.close();
  });

  it('ends with its connection at once, and another one cannot be opened', async () => {
    const own = await connect(gatehouse);
    const stream = await listen(gatehouse.url, own.tokens.access_token, EVERYTHING);
    await stream.after(0);
    await gatehouse.control.disconnect([own.clientId]);
    await stream.ended;
    await store('Nobody hears this');
    expect(stream.messages).toHaveLength(1);
    const again = await fetch(`${gatehouse.url}/mcp`, mcpRequest('modern', own.tokens.access_token, 'subscriptions/listen', { notifications: EVERYTHING }));
    expect(again.status).toBe(401);
  });

  it.each<[string, (own: Connected) => Promise<unknown>]>([
    ['the session was ended by the person', async () => gatehouse.control.endSessions((await gatehouse.store.sessions.list()).map(({ id }) => id))],
    [
      'its token was revoked (RFC 7009)',
      ({ clientId, tokens }) => postForm(`${gatehouse.url}/oauth/revoke`, { token: tokens.access_token, client_id: clientId }),
    ],
    [
      'its refresh token was revoked',
      ({ clientId, tokens }) => postForm(`${gatehouse.url}/oauth/revoke`, { token: tokens.refresh_token, client_id: clientId }),
    ],
  ])('hears nothing from the moment on when %s, and is cut off', async (_what, end) => {
    const own = await connect(gatehouse);
    const stream = await listen(gatehouse.url, own.tokens.access_token, EVERYTHING);
    await stream.after(0);
    await end(own);
    token = (await connect(gatehouse)).tokens.access_token;
    await store(`After ${_what}`);
    await stream.ended;
    expect(stream.messages).toHaveLength(1);
  });

  it('hears nothing after its time has run out, and is cut off', async () => {
    const other = await connect(gatehouse);
    const [grant] = (await gatehouse.store.grants.live()).filter(({ clientId }) => clientId === other.clientId);
    const stream = await listen(gatehouse.url, other.tokens.access_token, EVERYTHING);
    await stream.after(0);
    gatehouse.clock.advance((grant?.endsAt ?? 0) - gatehouse.clock.now());
    const later = (await connect(gatehouse)).tokens.access_token;
    await store('After the end', later);
    await stream.ended;
    expect(stream.messages).toHaveLength(1);
  });
});
