import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { createTables } from '../../src/store/sqlite/memory/migrations/001-tables.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { describeMemoryStore, makeAction, makeMemory, NOW } from './memory-store-contract.ts';

const directory = temporaryDirectory();
const open = (name: string) =>
  createSqliteMemoryStore({ file: join(directory, name), writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') });
afterAll(() => removeDirectory(directory));

describe('the SQLite memory store', () => {
  let store: MemoryStore;
  beforeAll(async () => {
    store = await open('contract.db');
  });
  afterAll(() => store.close());
  describeMemoryStore(() => store);

  it('keeps its indexes whole through everything above', () => {
    const db = new Database(join(directory, 'contract.db'));
    for (const index of ['words', 'parts', 'grams']) {
      db.exec(`INSERT INTO ${index} (${index}) VALUES ('integrity-check')`);
      expect(db.prepare(`SELECT COUNT(*) AS count FROM ${index} WHERE rowid NOT IN (SELECT number FROM memories)`).get()).toEqual({ count: 0 });
    }
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const stray = 'SELECT COUNT(*) AS count FROM tags t LEFT JOIN memories m ON m.number = t.number AND m.forgotten_at IS NULL WHERE m.number IS NULL';
    expect(db.prepare(stray).get()).toEqual({ count: 0 });
    expect(db.prepare('SELECT COUNT(*) AS count FROM sketches WHERE number NOT IN (SELECT number FROM memories)').get()).toEqual({ count: 0 });
    db.close();
  });
});

describe('of more matches than are wanted', () => {
  let store: MemoryStore;
  beforeAll(async () => {
    store = await open('ranked.db');
    const contents = Array.from(
      { length: 400 },
      (_, index) => `${'lantern '.repeat(index === 150 ? 6 : index % 100 === 17 ? 3 : 1)}hangs ${'over the quay '.repeat(index % 5)}${index}`,
    );
    await Promise.all(
      contents.map((content, index) =>
        store.add('default', makeMemory({ id: `mem_${index}`, content, kind: index % 2 === 0 ? 'even' : 'odd', createdAt: NOW + index })),
      ),
    );
  });
  afterAll(() => store.close());
  const best = async (limit: number, filter = {}) =>
    (await store.search('default', { words: ['lantern'], grams: [], parts: [], phrase: null }, filter, { limit, now: NOW + 1000 })).words;

  it('the best are found, however few are asked for, and of equals the newest', async () => {
    const all = await best(400);
    expect(all).toHaveLength(400);
    expect(all.slice(0, 5).map(({ id }) => id)).toEqual(['mem_150', 'mem_317', 'mem_217', 'mem_117', 'mem_17']);
    expect(all).toEqual([...all].sort((left, right) => right.score - left.score || right.createdAt - left.createdAt));
    for (const limit of [1, 3, 5, 30]) expect(await best(limit)).toEqual(all.slice(0, limit));
  });

  it('a filter leaves the best of what passes it', async () => {
    const [all, odd] = [await best(400), await best(20, { kind: 'odd' })];
    expect(odd).toEqual(all.filter(({ createdAt }) => (createdAt - NOW) % 2 === 1).slice(0, 20));
  });

  it('what was stored is found in the same millisecond in which it was not there yet', async () => {
    const find = async () =>
      (await store.search('default', { words: ['zeppelin'], grams: [], parts: ['zeppelin'], phrase: null }, {}, { limit: 5, now: NOW })).words.map(
        ({ id }) => id,
      );
    expect(await find()).toEqual([]);
    await store.add('default', makeMemory({ id: 'mem_new', content: 'a zeppelin' }));
    expect(await find()).toEqual(['mem_new']);
  });

  it('memories are read in the order that was asked for, and what is not there is left out', async () => {
    const read = await store.read('default', ['mem_9', 'mem_none', 'mem_300', 'mem_8'], NOW + 1000);
    expect(read.map(({ id }) => id)).toEqual(['mem_9', 'mem_300', 'mem_8']);
  });
});

describe('a memory.db of the first schema', () => {
  it('is taken over with its rows, versions and bin: found, undone and brought back as if it had always been', async () => {
    const file = join(directory, 'first.db');
    const db = new Database(file);
    createTables(db);
    const provenance = JSON.stringify({ clientId: 'gh_old', grantId: 'gr_old', clientName: 'Old', source: 'client' });
    const insert = db.prepare(
      `INSERT INTO memories (id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, version, provenance, forgotten_at)
       VALUES (?, 'default', ?, ?, '["t"]', 'note', '{}', 1, 1, ?, ?, ?)`,
    );
    const words = db.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
    for (let index = 0; index < 250; index += 1) {
      const content = `an old memory with the number ${index}`;
      const { lastInsertRowid } = insert.run(`mem_old${index}`, content, `hash ${index}`, 1, provenance, null);
      words.run(lastInsertRowid, content);
    }
    const changed = insert.run('mem_changed', 'as it is now', 'hash changed', 2, provenance, null).lastInsertRowid;
    db.prepare("INSERT INTO versions VALUES (?, 1, 'as it was', '[]', 'note', '{}', NULL, 1, ?)").run(changed, provenance);
    insert.run('mem_binned', 'a forgotten walrus', 'hash binned', 1, provenance, NOW);
    db.pragma(`application_id = ${0x47_48_6d_65}`);
    db.pragma('user_version = 1');
    db.pragma('journal_mode = WAL');
    db.close();
    chmodSync(file, 0o600);

    const store = await open('first.db');
    expect((await store.stats('default', NOW)).memories).toBe(251);
    expect((await store.keeping.history('mem_changed')).map(({ content, provenance: { clientName, program } }) => [content, clientName, program])).toEqual([
      ['as it is now', 'Old', null],
      ['as it was', 'Old', null],
    ]);
    expect((await store.near('default', 'As it is now, today', { limit: 5, now: NOW })).map(({ id }) => id)).toEqual(['mem_changed']);
    const walrus = () => store.search('default', { words: ['walrus'], parts: [], grams: [], phrase: null }, {}, { limit: 5, now: NOW });
    expect((await walrus()).words).toEqual([]);
    expect(await store.keeping.restore(['mem_binned'], NOW)).toEqual(['mem_binned']);
    expect((await walrus()).words.map(({ id }) => id)).toEqual(['mem_binned']);
    expect(await store.keeping.takeBack({ clientIds: ['gh_old'] }, makeAction())).toEqual({
      restored: 0,
      written: 0,
      forgotten: 252,
      compartments: ['default'],
    });
    expect((await store.add('default', makeMemory())).outcome).toBe('stored');
    await store.close();
  });
});
