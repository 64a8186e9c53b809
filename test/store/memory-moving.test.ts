import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { MovedRecord } from '../../src/store/memory-moving.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { describeMemoryMoving, exportOf, fill, restoreAll } from './memory-moving-contract.ts';
import { NOW } from './memory-store-contract.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));
const opened: MemoryStore[] = [];
let counter = 0;
async function open(): Promise<MemoryStore> {
  counter += 1;
  const file = join(directory, `${counter}.db`);
  const store = await createSqliteMemoryStore({ file, writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') });
  opened.push(store);
  return store;
}
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

describe('moving, on SQLite', () => {
  describeMemoryMoving(open);

  it('a batch with a record that cannot be kept is not kept at all', async () => {
    const [from, to] = [createVolatileMemoryStore(), await open()];
    await fill(from);
    const before = await exportOf(to);
    const records = (await exportOf(from)).map((line) => JSON.parse(line) as MovedRecord);
    const broken = records.map((record) => ('memory' in record ? { memory: { ...record.memory, version: 'x' as unknown as number } } : record));
    await expect(to.moving.restore(broken, NOW)).rejects.toThrow();
    expect(await exportOf(to)).toEqual(before);
  });

  it('leaves nothing of the file behind but what is derived', async () => {
    const store = await open();
    await fill(store);
    const lines = await exportOf(store);
    const to = await open();
    await restoreAll(to, lines);
    const [left, right] = [counter - 1, counter].map((number) => {
      const db = new Database(join(directory, `${number}.db`), { readonly: true });
      const tables = db
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\' ORDER BY name")
        .pluck()
        .all() as string[];
      const all = Object.fromEntries(
        tables.filter((name) => !['words', 'parts', 'grams'].includes(name)).map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all()]),
      );
      for (const index of ['words', 'parts', 'grams']) db.prepare(`SELECT COUNT(*) FROM ${index}`).get();
      db.close();
      return all;
    });
    expect(right).toEqual(left);
    expect(Object.keys(left ?? {})).toEqual(
      expect.arrayContaining(['actions', 'compartments', 'memories', 'settings', 'sketches', 'tags', 'versions', 'windows']),
    );
  });
});

describe('moving, on Maps', () => {
  describeMemoryMoving(async () => createVolatileMemoryStore());
});
