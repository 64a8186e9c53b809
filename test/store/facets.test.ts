/** What the person can filter by is counted in steps, and comes to what one statement over everything comes to. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { Facets } from '../../src/store/memory-keeping.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { facetReads } from '../../src/store/sqlite/memory/reads/facets.ts';
import { MEMORY_SCHEMA } from '../../src/store/sqlite/memory/schema.ts';
import type { Sqlite } from '../../src/store/sqlite/open-database.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { NOW } from './memory-store-contract.ts';

const directory = temporaryDirectory();
afterAll(() => removeDirectory(directory));

const MEMORIES = 12_000;
/** As many, and to JavaScript in the other order than to SQLite. */
const EQUALS = ['\u{1f600}', '\ufb00'];

/**
 * Three compartments, the second the largest by far. One tag that all have, one that comes with every fifth, and thousands of rare ones; a kind that most
 * have, from one moment, and some from before 1970. Every ninth is in the bin.
 */
function fill(db: Sqlite): void {
  const insert = db.prepare(
    `INSERT INTO memories (number, id, compartment, content, content_hash, tags, kind, metadata, created_at, updated_at, expires_at, version, provenance, forgotten_at)
     VALUES (@number, 'mem_' || @number, @compartment, '', @number, '[]', @kind, '{}', @createdAt, 0, @expiresAt, 1, json_object('clientId', 'gh_' || (@number % 7), 'clientName', 'Client'), @forgottenAt)`,
  );
  const tag = db.prepare('INSERT INTO tags (compartment, tag, number) VALUES (?, ?, ?)');
  db.transaction(() => {
    for (let number = 1; number <= MEMORIES; number++) {
      const compartment = number % 40 === 0 ? 'c' : number % 11 === 0 ? 'a' : 'b';
      const kind = number % 3 === 0 ? `kind ${number % 17}` : 'fact';
      const forgottenAt = number % 9 === 0 ? NOW : null;
      insert.run({ number, compartment, kind, createdAt: kind === 'fact' ? NOW : number - 6_000, expiresAt: number % 5 === 0 ? NOW : null, forgottenAt });
      if (forgottenAt !== null) continue;
      const tags = ['on all', `rare ${number % 3_001}`, ...(number % 5 === 0 ? ['fifth'] : []), ...(number % 100 === 0 ? EQUALS : [])];
      for (const each of tags) tag.run(compartment, each, number);
    }
  })();
}

function countedAtOnce(db: Sqlite, compartment: string | null, limit: number): Pick<Facets, 'tags' | 'kinds'> {
  const within = '(@compartment IS NULL OR compartment = @compartment)';
  const counted = (column: string, table: string, where: string) =>
    db.prepare(
      `SELECT ${column}, COUNT(*) AS count FROM ${table} WHERE ${where} AND ${within} GROUP BY ${column} ORDER BY count DESC, ${column} LIMIT @limit + 0`,
    );
  return {
    tags: counted('tag', 'tags', 'TRUE').all({ compartment, limit }) as Facets['tags'],
    kinds: counted('kind', 'memories', 'forgotten_at IS NULL').all({ compartment, limit }) as Facets['kinds'],
  };
}

describe('what memories can be filtered by', () => {
  const db = new Database(':memory:');
  beforeAll(() => {
    for (const migration of MEMORY_SCHEMA.migrations) migration(db);
    fill(db);
  });
  afterAll(() => void db.close());

  function countedInSteps(compartment: string | undefined, limit: number) {
    const reading = facetReads(db)['keeping.facets']({ compartment, limit });
    for (let steps = 1; ; steps++) {
      const { done, value } = reading.next();
      if (done === true) return { facets: value, steps };
    }
  }

  it.each([undefined, 'a', 'b', 'c', 'none'])('is the same in steps as at once, in compartment %s', (compartment) => {
    for (const limit of [1, 2, 3, 4, 5, 200, 10_000]) {
      const { tags, kinds } = countedInSteps(compartment, limit).facets;
      expect({ tags, kinds }).toEqual(countedAtOnce(db, compartment ?? null, limit));
    }
  });

  it('is counted in many steps where there is much', () => {
    expect(countedInSteps(undefined, 200).steps).toBeGreaterThan(10);
    expect(countedInSteps('c', 200).steps).toBeLessThan(5);
  });

  it('is of those that are stored by then: neither a tag nor a compartment that comes or goes in between stops it', () => {
    const reading = facetReads(db)['keeping.facets']({ compartment: undefined, limit: 1 });
    reading.next();
    db.exec("SAVEPOINT meanwhile; DELETE FROM tags WHERE compartment = 'b'; INSERT INTO tags VALUES ('new', 'on all', 1)");
    for (let next = reading.next(); ; next = reading.next()) {
      if (next.done !== true) continue;
      expect(next.value.tags).toHaveLength(1);
      break;
    }
    db.exec('ROLLBACK TO meanwhile; RELEASE meanwhile');
  });
});

describe('whoever searches while they are counted', () => {
  const file = join(directory, 'waiting.db');
  let store: MemoryStore;
  beforeAll(async () => {
    store = await createSqliteMemoryStore({ file, writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') });
    const db = new Database(file);
    fill(db);
    db.close();
  });
  const search = () => store.search('b', { words: ['red'], parts: [], grams: [], phrase: null }, {}, { limit: 10, now: NOW });

  it('is answered first when both are asked at once', async () => {
    const done: string[] = [];
    const facets = store.keeping.facets(undefined, 200).then(() => done.push('facets'));
    await search().then(() => done.push('search'));
    await facets;
    expect(done).toEqual(['search', 'facets']);
  });

  it('is answered before they are done when they have begun', async () => {
    // A computer that is busy may count all of them before the search has arrived; one that does not give way always does.
    for (let isFirst = false; !isFirst; ) {
      let isCounted = false;
      const facets = store.keeping.facets(undefined, 200).then(() => {
        isCounted = true;
      });
      await search();
      await search();
      isFirst = !isCounted;
      await facets;
    }
  });

  it('or closes the store, does not cost the answer', async () => {
    const facets = store.keeping.facets('b', 1);
    await store.close();
    expect((await facets).tags).toEqual([{ tag: 'on all', count: expect.any(Number) }]);
  });
});
