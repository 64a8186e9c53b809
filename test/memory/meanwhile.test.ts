/** What the person does while something is on its way holds when it arrives. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createToolCalls } from '../../src/mcp/tool-calls.ts';
import type { AccessCheck } from '../../src/oauth/access/access.ts';
import { CompartmentGone } from '../../src/store/errors.ts';
import type { Held } from '../../src/store/held-memories.ts';
import type { Memory } from '../../src/store/memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { memoryStores } from '../support/memory-stores.ts';
import { type Client, connectIn } from './client.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));
const BY = { clientId: 'gh_x', grantId: 'gr_x', clientName: 'X', program: null, source: 'import' as const };
const NEVER_ASKED: Omit<AccessCheck, 'permits'> = {
  authenticate: () => Promise.reject(new Error('not asked')),
  inspect: () => Promise.reject(new Error('not asked')),
  scopes: () => [],
};

describe.each(memoryStores(directory))('on the $name store', ({ open }) => {
  let gatehouse: TestGatehouse;
  let here: string;
  let elsewhere: string;
  let me: Client;
  beforeEach(async () => {
    gatehouse = await startGatehouse({ openMemoryStore: open });
    [here, elsewhere] = [(await gatehouse.compartments.create('Work')).id, (await gatehouse.compartments.create('Home')).id];
    me = await connectIn(gatehouse, here);
  });
  afterEach(() => gatehouse.close());

  const memory = (content: string): Memory => {
    const at = gatehouse.clock.now();
    return {
      id: `mem_${content.replaceAll(' ', '')}`,
      content,
      tags: [],
      kind: 'note',
      metadata: {},
      createdAt: at,
      updatedAt: at,
      expiresAt: null,
      version: 1,
      provenance: BY,
    };
  };
  const addAll = (compartment: string, ...contents: readonly string[]) =>
    gatehouse.memoryStore.addAll(compartment, contents.map(memory), { id: 'act_1', kind: 'import', at: gatehouse.clock.now(), by: BY, about: 'x' });

  it('a change that waits is released where its memory was moved to', async () => {
    const { memoryStore, memories, clock } = gatehouse;
    const id = await me.store({ content: 'The router stands in the hall' });
    await me.call('memory_update', { id, content: 'The password of the router is hunter22' });
    const [held] = (await memoryStore.held.list({ limit: 1 })).items;
    await memories.keeping.move([id], here, elsewhere);
    expect(await memoryStore.held.release(held?.id ?? '', clock.now())).toEqual({ memoryId: id, outcome: 'changed' });
    expect((await memoryStore.find(elsewhere, id, clock.now()))?.content).toBe('The password of the router is hunter22');
  });

  it('nothing arrives in a compartment that was removed', async () => {
    const { memoryStore } = gatehouse;
    const { id } = await gatehouse.compartments.create('Gone');
    const held: Held = { id: 'held_1', reason: 'secret', rule: 'password', at: 0, compartment: id, origin: 'new', memory: memory('to be held') };
    const [removed, ...others] = await Promise.allSettled([
      memoryStore.compartments.remove(id),
      memoryStore.add(id, memory('one')),
      addAll(id, 'two', 'three'),
      memoryStore.held.hold(held, 10, null),
    ]);
    expect(removed).toEqual({ status: 'fulfilled', value: true });
    expect(others.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual([1, 2, 3].map(() => expect.any(CompartmentGone)));
    expect(await memoryStore.compartments.counts(gatehouse.clock.now())).toEqual({});
  });

  it.each([
    ['memory_store', { content: 'A heron nests behind the mill' }],
    ['memory_store', { content: 'The password of the router is hunter22' }],
    ['memory_update', { content: 'The heron has left' }],
  ] as const)('a program that is revoked while its words are looked through is not served: %s %j', async (name, input) => {
    const id = await me.store({ content: 'The heron is there' });
    // Let in, and revoked before anything is written.
    const answers = [true, false];
    const calls = createToolCalls({
      memories: gatehouse.memories,
      access: { ...NEVER_ASKED, permits: () => answers.shift() ?? false },
      activity: { record: () => undefined } as never,
      askWider: () => undefined,
      oneCall: async () => undefined,
      onFault: String,
    });
    const access = { ...BY, compartment: here, sessionId: null, tokenId: 't', method: 'access-token', cap: null, issuedAt: 0, expiresAt: 0 } as const;
    expect(await calls.call(access, name, { id, ...input })).toEqual({ kind: 'forbidden' });
    const there = await gatehouse.memoryStore.list(here, {}, { limit: 10, now: gatehouse.clock.now() });
    expect(there.map(({ content }) => content)).toEqual(['The heron is there']);
    expect((await gatehouse.memoryStore.held.list({ limit: 10 })).items).toEqual([]);
  });

  it('a vector that was asked for the words of one memory is not kept for another', async () => {
    const { memoryStore, memories, clock } = gatehouse;
    const { vectors } = memoryStore;
    expect(await vectors.open()).toBeNull();
    await vectors.use('m', 4);
    while (await vectors.queue());
    const id = await me.store({ content: 'the secret of one' });
    const [asked] = await vectors.waiting(8);
    await me.call('memory_forget', { ids: [id] });
    await memories.keeping.delete([id]);
    await me.store({ content: 'the cake of another' });
    const vector = new Int8Array([127, 0, 0, 0]);
    await vectors.keep('m', [{ id: asked?.id ?? '', version: 1, vector }]);
    expect([await vectors.nearest(here, vector, {}, { limit: 3, now: clock.now() }), await vectors.count()]).toEqual([[], 1]);
  });
});
