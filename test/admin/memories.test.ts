import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { isPermitted, needsThePerson } from '../../src/admin/permitted.ts';
import type { ActionView, MemoryFacetsView, MemoryVersionView, MemoryView, StatusView } from '../../src/shared/views.ts';
import { freshCode, token } from '../attacks/support.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { postJson, register, type Tokens } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let admin: ReturnType<typeof createAdmin>;
let good: Client;
let bad: Client;
let work: string;
beforeAll(async () => {
  gatehouse = await startGatehouse({ programAt: async () => ({ pid: 1, path: '/opt/agent', uid: 1000, name: 'agent', parents: [] }) });
  admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
  work = (await gatehouse.compartments.create('Work')).id;
  good = await connectAs('Good', 'default');
  bad = await connectAs('Bad', work);
});
afterAll(() => gatehouse.close());

type Client = Awaited<ReturnType<typeof connectAs>>;
/** A program with a name of its own: those that look alike are one row (ruling 7). */
async function connectAs(name: string, compartment = 'default') {
  const clientId = String((await register(gatehouse.url, { client_name: name })).client_id);
  const { form } = await freshCode(gatehouse, { compartment, scopes: ['memory:write'] }, {}, clientId);
  const { access_token: bearer } = (await (await token(gatehouse, form)).json()) as Tokens;
  const [grant] = await gatehouse.store.grants.list({ clientId });
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const at = (id: string) => `${gatehouse.url}/api/memories/${id}`;
  return {
    clientId,
    grantId: grant?.id,
    async store(memory: object): Promise<string> {
      return ((await (await postJson(`${gatehouse.url}/api/memories`, memory, headers)).json()) as { id: string }).id;
    },
    change: (id: string, change: object) => fetch(at(id), { method: 'PATCH', headers, body: JSON.stringify(change) }),
    search: (query: string) => fetch(at(`search?query=${query}`), { headers }),
    forget: (id: string) => fetch(at(id), { method: 'DELETE', headers: { authorization: headers.authorization } }),
  };
}

const ask = async <Result = Record<string, unknown>>(method: string, parameters: unknown = {}): Promise<Result> =>
  (await admin[method]?.(parameters, 'command')) as Result;
const refused = (method: string, parameters: unknown) => expect(ask(method, parameters)).rejects.toMatchObject({ name: 'AdminFault' });
const events = async (kind: string) => {
  await gatehouse.activity.flush();
  return (await gatehouse.store.activity.list({ limit: 100 })).filter(({ event }) => event.kind === kind);
};

describe('the person’s memories', () => {
  it('are listed from every compartment with author and place, last stored first, paged', async () => {
    const first = await good.store({ content: 'The heron nests behind the mill', tags: ['bird'] });
    const second = await bad.store({ content: 'The heron flies at dawn' });
    const { memories, next } = await ask<{ memories: MemoryView[]; next: string }>('memories.list', { limit: 1 });
    expect(memories).toMatchObject([
      { id: second, compartment: { id: work, name: 'Work' }, author: { clientId: bad.clientId, source: 'client' }, forgottenAt: null },
    ]);
    expect(await ask('memories.list', { limit: 1, cursor: next })).toMatchObject({ memories: [{ id: first, tags: ['bird'] }], next: null });
    expect(await ask('memories.list', { compartment: 'work' })).toMatchObject({ memories: [{ id: second }] });
    expect(await ask('memories.list', { client: good.clientId })).toMatchObject({ memories: [{ id: first }] });
    const found = await ask<{ memories: MemoryView[] }>('memories.search', { query: 'heron' });
    expect(found.memories.map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect(await ask('memories.search', { query: 'heron', compartment: 'Work' })).toMatchObject({ memories: [{ id: second }] });
    await refused('memories.list', { compartment: 'nowhere' });
    await refused('memories.list', { client: 'gh_nobody' });
    await refused('memories.get', { id: 'mem_none' });
  });

  it('carry who wrote each version, under which connection, with which program and when', async () => {
    const { clientId, grantId, store } = await connectAs('Author');
    const id = await store({ content: 'provenance' });
    gatehouse.clock.advance(5_000);
    await ask('memories.update', { id, content: 'provenance, corrected' });
    const { versions } = await ask<{ versions: MemoryVersionView[] }>('memories.history', { id });
    expect(versions.map(({ version, author, updatedAt }) => [version, author.source, author.clientId, author.grantId, author.program, updatedAt])).toEqual([
      [2, 'person', null, null, null, gatehouse.clock.now()],
      [1, 'client', clientId, grantId, '/opt/agent', gatehouse.clock.now() - 5_000],
    ]);
    expect(await ask('memories.undo', { id })).toEqual({ id, version: 3 });
    const { memory } = await ask<{ memory: MemoryView }>('memories.get', { id });
    expect([memory.content, memory.author.clientId]).toEqual(['provenance', clientId]);
    await refused('memories.undo', { id, version: 9 });
    await refused('memories.update', { id, content: ' ' });
  });

  it('go into the bin and come back, and what was done stands in the record without a word of them', async () => {
    const id = await good.store({ content: 'a very private pelican' });
    const { action, forgotten } = await ask<{ action: string; forgotten: string[] }>('memories.forget', { ids: [id, 'mem_none'] });
    expect(forgotten).toEqual([id]);
    expect(await ask('bin.list')).toMatchObject({ memories: [{ id, forgottenBy: action }] });
    expect(await ask('memories.search', { query: 'pelican' })).toEqual({ memories: [], next: null });
    expect(await ask('memories.restore', { ids: [id] })).toEqual({ restored: [id] });
    expect(await ask('memories.search', { query: 'pelican' })).toMatchObject({ memories: [{ id }] });
    expect(await events('memories.forgotten')).toMatchObject([{ event: { action, count: 1, by: 'command' } }]);
    expect(await events('memories.restored')).toMatchObject([{ event: { action: null, count: 1 } }]);
    await gatehouse.activity.flush();
    expect(JSON.stringify(await gatehouse.store.activity.list({ limit: 500 }))).not.toContain('pelican');
    await refused('memories.forget', { ids: [] });
    await refused('memories.forget', { ids: Array.from({ length: 501 }, () => 'mem_x') });
  });
});

describe('"forget everything this client wrote" (ruling 23)', () => {
  it('takes every client id of its row, in every compartment, sets back what it changed, and is undone as one', async () => {
    const first = await connectAs('Evil');
    const again = await connectAs('Evil', work);
    const third = await connectAs('Evil');
    const innocent = await good.store({ content: 'the sum is four' });
    const poisoned = [await first.store({ content: 'poison one' }), await again.store({ content: 'poison two' })];
    await third.change(innocent, { content: 'the sum is five' });
    expect(await ask('memories.get', { id: innocent })).toMatchObject({ memory: { content: 'the sum is five' } });
    const { action } = await ask<{ action: string }>('memories.forgetClient', { id: first.clientId });
    expect(await ask('memories.get', { id: innocent })).toMatchObject({ memory: { content: 'the sum is four', author: { clientId: good.clientId } } });
    for (const id of poisoned) expect(await ask('memories.get', { id })).toMatchObject({ memory: { forgottenBy: action } });
    const { actions } = await ask<{ actions: ActionView[] }>('actions.list');
    expect(actions[0]).toMatchObject({
      id: action,
      kind: 'forget-client',
      about: first.clientId,
      forgotten: 2,
      written: 1,
      by: { source: 'person' },
      undoneAt: null,
    });
    expect(await ask('actions.undo', { id: action })).toEqual({ id: action, restored: 2, setBack: 1, forgotten: 0, left: 0, held: 0 });
    expect(await ask('memories.get', { id: innocent })).toMatchObject({ memory: { content: 'the sum is five' } });
    await refused('actions.undo', { id: action });
    await refused('memories.forgetClient', { id: 'gh_nobody' });
  });

  it('works for a program that was removed', async () => {
    const { clientId, store } = await connectAs('Gone');
    await store({ content: 'left behind' });
    await ask('clients.remove', { id: clientId });
    expect(await ask('memories.forgetClient', { id: clientId })).toMatchObject({ forgotten: 1 });
  });

  it('of one connection alone also brings back what it forgot', async () => {
    const { clientId, grantId, store, forget } = await connectAs('Clumsy');
    const ours = await good.store({ content: 'ours, forgotten by it' });
    const id = await store({ content: 'its own' });
    await forget(ours);
    const { actions } = await ask<{ actions: ActionView[] }>('actions.list', { limit: 1 });
    expect(actions).toMatchObject([{ kind: 'forget', by: { clientId, grantId, source: 'client' }, forgotten: 1 }]);
    expect(await ask('memories.undoGrant', { id: grantId })).toMatchObject({ forgotten: 1, restored: 1, setBack: 0 });
    expect(await ask('memories.get', { id: ours })).toMatchObject({ memory: { forgottenAt: null } });
    expect(await ask('memories.get', { id })).toMatchObject({ memory: { forgottenAt: gatehouse.clock.now() } });
  });
});

describe('the person adds, looks for and deletes', () => {
  it('adds a memory of their own, a secret too, and the same one only once', async () => {
    const { id, outcome } = await ask('memories.add', { content: ' The alarm code is hunter2-9f8a7b6c5d ', tags: ['home'], compartment: 'Work' });
    expect(outcome).toBe('stored');
    expect(await ask('memories.get', { id })).toMatchObject({
      memory: {
        content: 'The alarm code is hunter2-9f8a7b6c5d',
        length: 36,
        tags: ['home'],
        kind: 'note',
        compartment: { id: work },
        author: { source: 'person' },
      },
    });
    expect(await ask('memories.add', { content: 'The alarm code is hunter2-9f8a7b6c5d', compartment: 'Work' })).toEqual({ id, outcome: 'existing' });
    vi.stubEnv('TZ', 'Asia/Tokyo');
    const pass = await ask('memories.add', { content: 'The pass ends', expires: '2100-01-01T09:30' });
    vi.unstubAllEnvs();
    expect((await ask<{ memory: MemoryView }>('memories.get', { id: pass.id })).memory.expiresAt).toBe(Date.UTC(2100, 0, 1, 9, 30));
    await refused('memories.add', { content: '  ' });
    await refused('memories.add', {});
    await refused('memories.add', { content: 'x', compartment: 'nowhere' });
  });

  it('filters lists and searches by author, source, kind, tag and time, and has long contents cut', async () => {
    const { clientId, store } = await connectAs('Filtered');
    const id = await store({ content: `zebra ${'stripes '.repeat(100)}`, kind: 'animal', tags: ['africa'] });
    const mine = (await ask('memories.add', { content: 'zebra crossing' })).id;
    const ids = async (method: string, filter: object) => (await ask<{ memories: MemoryView[] }>(method, filter)).memories.map((memory) => memory.id);
    for (const filter of [{ client: clientId }, { kind: 'animal' }, { tag: 'africa' }, { tag: 'africa', kind: 'animal', client: clientId, source: 'client' }]) {
      expect(await ids('memories.list', filter)).toEqual([id]);
      expect(await ids('memories.search', { query: 'zebra', ...filter })).toEqual([id]);
    }
    expect(await ids('memories.search', { query: 'zebra', source: 'person' })).toEqual([mine]);
    expect(await ids('memories.list', { after: gatehouse.clock.now() + 1 })).toEqual([]);
    expect(await ids('memories.search', { query: 'zebra', before: gatehouse.clock.now() })).toEqual([]);
    const { memories } = await ask<{ memories: MemoryView[] }>('memories.list', { kind: 'animal', cut: 10 });
    expect(memories).toMatchObject([{ content: 'zebra stri', length: 805 }]);
    const facets = await ask<MemoryFacetsView>('memories.facets', {});
    expect(facets.kinds).toContainEqual({ kind: 'animal', count: 1 });
    expect(facets.tags).toContainEqual({ tag: 'africa', count: 1 });
    expect(facets.clients).toContainEqual({ id: clientId, name: 'Filtered' });
    await refused('memories.list', { source: 'nobody' });
  });

  it('sees which program read a memory last; the person’s own looking leaves no trace', async () => {
    const { id } = await ask<{ id: string }>('memories.add', { content: 'the quokka smiles' });
    await ask('memories.search', { query: 'quokka' });
    await gatehouse.memories.settle();
    expect(await ask('memories.get', { id })).toMatchObject({ memory: { lastRead: null } });
    const { clientId, search } = await connectAs('Reader');
    await search('quokka');
    await gatehouse.memories.settle();
    const lastRead = { at: gatehouse.clock.now(), clientId, name: 'Reader' };
    expect(await ask('memories.get', { id })).toMatchObject({ memory: { lastRead } });
    expect(await ask('memories.search', { query: 'quokka' })).toMatchObject({ memories: [{ id, lastRead }] });
  });

  it('deletes for good what is in the bin, and nothing else', async () => {
    const ids = [(await ask<{ id: string }>('memories.add', { content: 'gone 1' })).id, (await ask<{ id: string }>('memories.add', { content: 'gone 2' })).id];
    const stays = (await ask<{ id: string }>('memories.add', { content: 'stays' })).id;
    await ask('memories.forget', { ids });
    expect(await ask('bin.delete', { ids: [ids[0], stays] })).toEqual({ deleted: [ids[0]] });
    expect(Number((await ask('bin.empty')).deleted)).toBeGreaterThan(0);
    expect(await ask('bin.list')).toEqual({ memories: [], next: null });
    await refused('memories.get', { id: ids[1] });
    expect(await ask('memories.get', { id: stays })).toMatchObject({ memory: { content: 'stays' } });
    expect((await events('memories.deleted')).map(({ event }) => event)).toMatchObject([{ by: 'command' }, { count: 1 }]);
  });

  it('the bin is searched by text, tag, kind and author, in every compartment, without case and accents', async () => {
    const { id: place } = (await ask<{ compartment: { id: string } }>('compartments.create', { name: 'Searched' })).compartment;
    const added = async (parameters: object) => (await ask<{ id: string }>('memories.add', parameters)).id;
    const [cafe, tagged] = [await added({ content: 'The Café by the Müller mill', compartment: place }), await added({ content: 'other', tags: ['zoë'] })];
    const live = await added({ content: 'A café that is open' });
    await ask('memories.forget', { ids: [cafe] });
    await ask('memories.forget', { ids: [tagged] });
    const found = async (parameters: object) => (await ask<{ memories: MemoryView[] }>('bin.list', parameters)).memories.map(({ id }) => id);
    expect(await found({ text: 'CAFE by' })).toEqual([cafe]);
    expect(await found({ text: 'mueller' })).toEqual([cafe]);
    expect(await found({ text: 'zoe' })).toEqual([tagged]);
    expect(await found({ text: 'nowhere' })).toEqual([]);
    // So many are looked at as the limit says; it goes on behind them.
    const { memories, next } = await ask<{ memories: MemoryView[]; next: string }>('bin.list', { text: 'cafe', limit: 1 });
    expect(memories).toEqual([]);
    expect(await found({ text: 'cafe', limit: 1, cursor: next })).toEqual([cafe]);
    expect((await found({})).includes(live)).toBe(false);
  });

  it('deletes all of a compartment as one action, and takes that back', async () => {
    const { id: place } = (await ask<{ compartment: { id: string } }>('compartments.create', { name: 'Large' })).compartment;
    for (let index = 0; index < 250; index++) await ask('memories.add', { content: `large ${index}`, compartment: place });
    const before = await ask<{ memories: MemoryView[] }>('memories.list', { limit: 500 });
    const { action, forgotten } = await ask<{ action: string; forgotten: number }>('memories.forgetAll', { compartment: place });
    expect(forgotten).toBe(250);
    expect(await ask('memories.list', { compartment: place })).toEqual({ memories: [], next: null });
    expect((await ask<{ memories: MemoryView[] }>('memories.list', { limit: 500 })).memories).toHaveLength(before.memories.length - 250);
    expect(await ask('actions.undo', { id: action })).toMatchObject({ restored: 250 });
    expect(await ask('memories.forgetAll', {})).toMatchObject({ forgotten: before.memories.length });
    expect(await ask('memories.forgetAll', {})).toEqual({ action: null, forgotten: 0 });
  });
});

describe('over the control socket of the desktop app', () => {
  it('memories can be taken away, but neither read nor brought back: the AI tool has a shell', () => {
    for (const method of ['memories.forget', 'memories.forgetClient', 'actions.list']) expect(isPermitted(method, 'desktop')).toBe(true);
    const person = Object.keys(admin).filter((method) => /^(?:memories|bin|actions)\./.test(method) && !isPermitted(method, 'desktop'));
    expect(person.sort()).toEqual(
      ['list', 'search', 'get', 'history', 'facets', 'add', 'update', 'undo', 'restore', 'move', 'reflect', 'apply', 'undoGrant', 'forgetAll']
        .map((name) => `memories.${name}`)
        .concat('bin.list', 'bin.delete', 'bin.empty', 'actions.undo')
        .sort(),
    );
    expect(person.every((method) => needsThePerson(method))).toBe(true);
  });
});
