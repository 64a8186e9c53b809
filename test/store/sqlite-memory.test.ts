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
