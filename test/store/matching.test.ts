import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Memory, MemoryStore } from '../../src/store/memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { memoryStores } from '../support/memory-stores.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const STORES = memoryStores(directory);
const memory = (number: number, more: Partial<Memory> = {}): Memory => ({
  id: `mem_${number}`,
  content: `Fact ${number}`,
  tags: [],
  kind: 'note',
  metadata: {},
  createdAt: number,
  updatedAt: number,
  expiresAt: null,
  version: 1,
  provenance: { clientId: null, grantId: null, clientName: null, program: null, source: 'client' },
  ...more,
});

describe.each(STORES)('what a filter names in the $name store', ({ open }) => {
  let store: MemoryStore;
  const matching = (filter: Parameters<MemoryStore['matching']>[1], limit = 100) => store.matching('default', filter, { limit, now: 50 });
  beforeEach(async () => {
    store = await open();
    await store.add('default', memory(1, { tags: ['old'] }));
    await store.add('default', memory(2, { tags: ['old', 'draft'], kind: 'fact' }));
    await store.add('default', memory(3, { expiresAt: 40 }));
    await store.add('default', memory(4));
    await store.compartments.create({ id: 'cmp_work', name: 'Work', createdAt: 1 }, 'work');
    await store.add('cmp_work', memory(5, { tags: ['old'] }));
    return () => store.close();
  });

  it('passes every condition, newest first, without what has run out or is forgotten', async () => {
    await store.forget('default', ['mem_4'], {
      id: 'act_1',
      kind: 'forget',
      at: 45,
      by: { clientId: null, grantId: null, clientName: null, program: null, source: 'person' },
      about: null,
    });
    expect(await matching({})).toEqual(['mem_2', 'mem_1']);
    expect(await matching({ tags: ['old', 'draft'], match: 'all' })).toEqual(['mem_2']);
    expect(await matching({ kind: 'note', after: 1, before: 2 })).toEqual(['mem_1']);
    expect(await matching({}, 1)).toEqual(['mem_2']);
  });

  it('of named ones, those that are there', async () => {
    expect(await matching({ ids: ['mem_4', 'mem_3', 'mem_none', 'mem_1', "'"] })).toEqual(['mem_4', 'mem_1']);
    expect(await matching({ ids: [] })).toEqual([]);
  });

  it('nothing of another compartment, also when it may be read through a window', async () => {
    await store.compartments.setWindows('default', ['cmp_work']);
    expect(await matching({ tags: ['old'] })).toEqual(['mem_2', 'mem_1']);
    expect(await matching({ ids: ['mem_5'] })).toEqual([]);
  });
});
