import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMemory, makeProvenance } from '../store/memory-store-contract.ts';
import { type OnDisk, startOnDisk } from './support.ts';

describe.each(['full', 'read-only'] as const)('memories on a disk that is %s', (state) => {
  let gatehouse: OnDisk;
  const who = { compartment: 'default', clientId: 'gh_a', clientName: 'A', grantId: 'gr_a', program: null };
  beforeAll(async () => {
    gatehouse = await startOnDisk();
  });
  afterAll(() => gatehouse.close());

  const everything = async () => {
    const { memoryStore, memories } = gatehouse;
    const { items } = await memories.keeping.list({}, { limit: 100 });
    return {
      items,
      bin: (await memories.keeping.bin({ limit: 100 })).items,
      actions: (await memories.keeping.actions({ limit: 100 })).items,
      histories: await Promise.all(items.map(({ id }) => memories.keeping.history(id))),
      tags: await memoryStore.tags('default', 10, gatehouse.clock.now()),
    };
  };

  it('each change fails whole and says why, what is there is still found, and everything works again afterwards', async () => {
    const { memories, memoryStore, disk, clock } = gatehouse;
    const stored = await memories.store(who, { content: 'kept', tags: ['a'] });
    const gone = await memories.store(who, { content: 'forgotten before' });
    await memories.forget(who, [gone.id]);
    const changed = await memories.store(who, { content: 'first' });
    await memories.update(who, { id: changed.id, content: 'second' });
    await memoryStore.add('default', makeMemory({ content: 'runs out', expiresAt: clock.now() + 10, provenance: makeProvenance({ clientId: 'gh_b' }) }));
    clock.advance(20);
    const [{ id: action } = { id: '' }] = (await memories.keeping.actions({ limit: 1 })).items;
    const before = await everything();

    disk(state);
    const long = 'x'.repeat(90_000);
    const importing = { id: 'act_x', kind: 'import', at: clock.now(), by: makeProvenance(), about: null } as const;
    const needRoom = [
      () => memories.store(who, { content: long }),
      () => memories.update(who, { id: changed.id, content: `${long} third` }),
      () => memoryStore.addAll('default', [makeMemory(), makeMemory({ content: long })], importing),
    ];
    // On a full disk these find room in pages that are there already.
    const needNone = [
      () => memories.forget(who, [stored.id]),
      () => memories.keeping.restore([gone.id]),
      () => memories.keeping.undo(action),
      () => memories.keeping.undoChange(changed.id),
      () => memories.keeping.takeBack({ clientIds: ['gh_a'] }, 'gh_a'),
      () => memoryStore.keeping.sweep(clock.now(), clock.now()),
    ];
    for (const attempt of state === 'full' ? needRoom : [...needRoom, ...needNone]) {
      await expect(attempt()).rejects.toMatchObject({
        name: 'StoreUnavailable',
        message: expect.stringMatching(state === 'full' ? /The disk is full/ : /The store could not be used/),
      });
      expect(await everything()).toEqual(before);
    }
    expect((await memories.recall(who, 'kept')).items.map(({ memory }) => memory.id)).toEqual([stored.id]);

    disk('fine');
    expect((await memories.store(who, { content: long })).outcome).toBe('stored');
    expect(await memories.keeping.undo(action)).toMatchObject({ restored: 1 });
    expect((await memories.keeping.undoChange(changed.id)).content).toBe('first');
    while ((await memoryStore.keeping.sweep(clock.now(), 0)).more);
    expect((await memories.keeping.bin({ limit: 10 })).items.map(({ content }) => content)).toEqual(['runs out']);
    expect((await memories.keeping.takeBack({ clientIds: ['gh_a'] }, 'gh_a')).forgotten).toBe(4);
  });
});
