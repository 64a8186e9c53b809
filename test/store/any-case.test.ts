/** Programs write one tag in several ways, and a filter that finds nothing because of a capital tells nobody why. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MemoryFilter, MemoryStore } from '../../src/store/memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { memoryStores } from '../support/memory-stores.ts';
import { makeMemory, NOW } from './memory-store-contract.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const STORED: readonly { id: string; tags: string[]; kind?: string }[] = [
  { id: 'mem_1', tags: ['TypeScript', 'Übung'], kind: 'Preference' },
  { id: 'mem_2', tags: ['typescript'], kind: 'preference' },
  { id: 'mem_3', tags: ['TYPESCRIPT', 'übung'] },
  { id: 'mem_4', tags: ['typescript', 'TypeScript'] },
  { id: 'mem_5', tags: ['TypeScript-ESLint', 'Type', 'ΑΘΗΝΑ', 'x'] },
];

describe.each(memoryStores(directory))('capital and small letters of tags and kinds, in the $name store', ({ open }) => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = await open();
    for (const [place, { id, tags, kind = 'note' }] of STORED.entries()) {
      await store.add('default', makeMemory({ id, content: `Common fact ${place}`, tags, kind, createdAt: NOW + place }));
    }
    await store.compartments.create({ id: 'cmp_work', name: 'Work', createdAt: 1 }, 'work');
    await store.add('cmp_work', makeMemory({ id: 'mem_work', content: 'Common of others', tags: ['Typescript'], createdAt: NOW + 20 }));
    return () => store.close();
  });
  const page = { limit: 10, now: NOW + 30 };

  it.each<[MemoryFilter, string]>([
    [{ tags: ['typescript'] }, '4321'],
    [{ tags: ['TypeScript'] }, '4321'],
    [{ tags: [' typeSCRIPT '] }, '4321'],
    [{ tags: ['ÜBUNG'] }, '31'],
    [{ tags: ['αθηνα'] }, '5'],
    [{ tags: ['X'] }, '5'],
    [{ tags: ['type'] }, '5'],
    [{ tags: ['typescript', 'übung'], match: 'all' }, '31'],
    [{ tags: ['typescript', 'TypeScript'], match: 'all' }, '4321'],
    [{ tags: ['typescript', 'x'], match: 'all' }, ''],
    [{ tags: ['Übung', 'Type'] }, '531'],
    [{ kind: 'PREFERENCE' }, '21'],
    [{ kind: 'preference', tags: ['Übung'] }, '1'],
    [{ tags: ['typescrip'] }, ''],
    [{ tags: [''] }, ''],
  ])('%j', async (filter, expected) => {
    const ids = [...expected].map((number) => `mem_${number}`);
    const found = await store.search('default', { words: ['common'], parts: [], grams: [], phrase: null }, filter, page);
    expect((await store.list('default', filter, page)).map(({ id }) => id)).toEqual(ids);
    expect(await store.matching('default', filter, page)).toEqual(ids);
    expect(found.words.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it('through a window too', async () => {
    await store.compartments.setWindows('default', ['cmp_work']);
    expect((await store.list('default', { tags: ['typescript'] }, page)).map(({ id }) => id)).toEqual(['mem_work', 'mem_4', 'mem_3', 'mem_2', 'mem_1']);
    expect((await store.list('cmp_work', { tags: ['typescript'] }, page)).map(({ id }) => id)).toEqual(['mem_work']);
  });
});
