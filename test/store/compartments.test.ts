import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { MEMORY_SCHEMA } from '../../src/store/sqlite/memory/schema.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { makeAction } from './memory-store-contract.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const openFile = (name: string) =>
  createSqliteMemoryStore({ file: join(directory, name), writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') });
let files = 0;
const STORES: readonly { name: string; open: () => Promise<MemoryStore> }[] = [
  { name: 'SQLite', open: () => openFile(`${files++}.db`) },
  { name: 'volatile', open: async () => createVolatileMemoryStore() },
];
const FIRST = { id: 'default', name: 'Default', createdAt: 0, sees: [] };
const WORK = { id: 'cmp_work', name: 'Work', createdAt: 1 };
const HOME = { id: 'cmp_home', name: 'Home', createdAt: 2 };
const MEMORY = {
  id: 'mem_1',
  content: 'x',
  tags: [],
  kind: 'note',
  metadata: {},
  createdAt: 1,
  updatedAt: 1,
  expiresAt: null,
  version: 1,
  provenance: { clientId: null, grantId: null, clientName: null, program: null, source: 'client' },
} as const;

describe.each(STORES)('the compartments of the $name store', ({ open }) => {
  const use = async (work: (store: MemoryStore) => Promise<void>) => {
    const store = await open();
    await work(store);
    await store.close();
  };

  it('begin with the one that old connections name', () => use(async ({ compartments }) => expect(await compartments.list()).toEqual([FIRST])));

  it('are listed oldest first, each name once', () =>
    use(async ({ compartments }) => {
      expect([await compartments.create(HOME, 'home'), await compartments.create(WORK, 'work')]).toEqual([true, true]);
      expect(await compartments.create({ ...WORK, id: 'cmp_other' }, 'work')).toBe(false);
      expect(await compartments.rename(HOME.id, 'WORK', 'work')).toBe(false);
      expect(await compartments.rename(HOME.id, 'HOME', 'home')).toBe(true);
      expect(await compartments.rename('cmp_none', 'None', 'none')).toBe(false);
      expect(await compartments.list()).toEqual([FIRST, { ...WORK, sees: [] }, { ...HOME, name: 'HOME', sees: [] }]);
    }));

  it('have windows into others that exist, never into themselves', () =>
    use(async ({ compartments }) => {
      await compartments.create(WORK, 'work');
      await compartments.create(HOME, 'home');
      await compartments.setWindows(WORK.id, [WORK.id, HOME.id, 'default', 'cmp_none']);
      expect((await compartments.list()).map(({ sees }) => sees)).toEqual([[], [HOME.id, 'default'], []]);
      await compartments.setWindows(WORK.id, ['default']);
      expect((await compartments.list()).map(({ sees }) => sees)).toEqual([[], ['default'], []]);
    }));

  it('give memories to another one, with what is in the bin, but not what it has word for word', () =>
    use(async (store) => {
      const { compartments, keeping } = store;
      await compartments.create(WORK, 'work');
      const [live, binned, twin] = [MEMORY, { ...MEMORY, id: 'mem_2', content: 'y', tags: ['t'] }, { ...MEMORY, id: 'mem_3', content: 'z' }];
      for (const memory of [live, binned, twin]) await store.add('default', memory);
      await store.add(WORK.id, { ...twin, id: 'mem_4' });
      await store.forget('default', [binned.id], makeAction({ at: 2 }));
      const ids = [live.id, binned.id, twin.id, 'mem_none', live.id];
      expect(await keeping.move(ids, WORK.id, 'default', 3)).toEqual([]);
      expect(await keeping.move(ids, 'default', 'cmp_none', 3)).toEqual([]);
      expect(await keeping.move(ids, 'default', WORK.id, 3)).toEqual([live.id, binned.id]);
      expect(await store.find('default', live.id, 4)).toBeNull();
      expect(await store.find(WORK.id, live.id, 4)).toMatchObject({ content: live.content });
      expect([await store.tags(WORK.id, 9, 4), await keeping.restore([binned.id], 4), await store.tags(WORK.id, 9, 4)]).toEqual([
        [],
        [binned.id],
        [{ tag: 't', count: 1 }],
      ]);
      expect(await compartments.counts(5)).toEqual({ default: 1, [WORK.id]: 3 });
    }));

  it('go only when empty, the bin included, and with every window from and into them', () =>
    use(async (store) => {
      const { compartments } = store;
      await compartments.create(WORK, 'work');
      await compartments.create(HOME, 'home');
      await compartments.setWindows(WORK.id, [HOME.id]);
      await compartments.setWindows('default', [WORK.id, HOME.id]);
      await store.add(WORK.id, MEMORY);
      expect(await compartments.counts(2)).toEqual({ [WORK.id]: 1 });
      expect(await compartments.remove(WORK.id)).toBe(false);
      await store.forget(WORK.id, [MEMORY.id], makeAction({ at: 2 }));
      expect(await compartments.remove(WORK.id)).toBe(false);
      expect(await compartments.remove(HOME.id)).toBe(true);
      expect((await compartments.list()).map(({ id, sees }) => [id, sees])).toEqual([
        ['default', [WORK.id]],
        [WORK.id, []],
      ]);
    }));
});

describe('a memory.db from before there were compartments', () => {
  it('keeps what is in it, where the connections of that time find it', async () => {
    const db = new Database(join(directory, 'old.db'));
    MEMORY_SCHEMA.migrations[0]?.(db);
    db.pragma(`application_id = ${MEMORY_SCHEMA.applicationId}`);
    db.pragma('user_version = 1');
    db.exec(`INSERT INTO memories VALUES (1, 'mem_1', 'default', 'kept', 'hash', '[]', 'note', '{}', 1, 1, NULL, 1, '{"clientId":"gh_a"}', NULL)`);
    db.close();
    chmodSync(join(directory, 'old.db'), 0o600);
    const store = await openFile('old.db');
    expect(await store.find('default', 'mem_1', 2)).toMatchObject({ content: 'kept' });
    expect(await store.compartments.list()).toEqual([FIRST]);
    expect(await store.compartments.counts(2)).toEqual({ default: 1 });
    await store.close();
  });
});
