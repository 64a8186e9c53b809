import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { improveFinding } from '../../src/store/sqlite/memory/migrations/006-find.ts';
import { findReads } from '../../src/store/sqlite/memory/reads/find.ts';
import { listReads } from '../../src/store/sqlite/memory/reads/list.ts';
import { searchReads } from '../../src/store/sqlite/memory/reads/search.ts';
import { MEMORY_SCHEMA } from '../../src/store/sqlite/memory/schema.ts';

/** A database of the first version with a memory in it, brought up to date. */
function migrated() {
  const db = new Database(':memory:');
  const [first, ...later] = MEMORY_SCHEMA.migrations;
  first?.(db);
  const provenance = JSON.stringify({ clientId: 'gh_old', grantId: 'gr_old', clientName: 'Old', source: 'client' });
  for (let index = 1; index <= 450; index += 1) {
    db.prepare(
      `INSERT INTO memories (id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, version, provenance)
       VALUES (?, 'default', ?, ?, '["old"]', 'fact', '{}', ?, ?, 1, ?)`,
    ).run(`mem_${index}`, index === 7 ? 'Der Bäcker 絵画' : `note ${index}`, `hash${index}`, index, index, provenance);
    db.prepare("INSERT INTO tags VALUES ('default', 'old', ?)").run(index);
  }
  for (const migration of later) migration(db);
  return db;
}

describe('the migration to folded indexes', () => {
  it('every memory of an older file is found by every index and every filter', () => {
    const db = migrated();
    const { search } = searchReads(db);
    const ask = (text: object, filter = {}) =>
      search({ compartment: 'default', text: { words: [], parts: [], grams: [], phrase: null, ...text }, filter, limit: 500, now: 1_000 });
    expect(ask({ words: ['baecker'] }).words.map(({ id }) => id)).toEqual(['mem_7']);
    expect(ask({ grams: ['絵'] }).grams.map(({ id }) => id)).toEqual(['mem_7']);
    expect(ask({ words: ['back'], parts: ['back'] }).parts.map(({ id }) => id)).toEqual(['mem_7']);
    expect(ask({ words: ['note'] }, { kind: 'fact', client: 'Old', tags: ['old'] }).words).toHaveLength(449);
    expect(listReads(db).list({ compartment: 'default', filter: { client: 'gh_old' }, limit: 500, now: 1_000 })).toHaveLength(450);
    expect(
      findReads(db)
        .read({ compartment: 'default', ids: ['mem_9', 'mem_none', 'mem_8'], now: 1_000 })
        .map(({ id }) => id),
    ).toEqual(['mem_9', 'mem_8']);
    db.close();
  });

  it('is one of the list', () => {
    expect(MEMORY_SCHEMA.migrations).toContain(improveFinding);
  });
});
