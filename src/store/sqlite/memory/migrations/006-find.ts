import type { Sqlite } from '../../open-database.ts';
import { readMemory } from '../reads/memory-row.ts';
import { createTextIndexes } from '../text-indexes.ts';

const BATCH = 200;

/**
 * The indexes take folded terms that we have cut (to the tokenizer "ascii" every other character is a letter, so it agrees whatever
 * Unicode it knows), parts of words keep no positions, and each index also knows what a memory is filtered by. How often a memory was
 * recalled is kept beside it.
 */
export function improveFinding(db: Sqlite): void {
  db.exec(`
    DROP TABLE words;
    DROP TABLE parts;
    DROP TABLE grams;
    CREATE VIRTUAL TABLE words USING fts5(text, facets, content='', contentless_delete=1, tokenize="porter ascii");
    CREATE VIRTUAL TABLE parts USING fts5(text, content='', contentless_delete=1, detail=none, tokenize="ascii");
    CREATE VIRTUAL TABLE grams USING fts5(text, facets, content='', contentless_delete=1, tokenize="ascii");

    CREATE TABLE uses (number INTEGER PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE TRIGGER uses_gone AFTER DELETE ON memories BEGIN DELETE FROM uses WHERE number = old.number; END;
  `);
  const texts = createTextIndexes(db);
  const rows = db.prepare(`SELECT number, compartment, content, tags, kind, provenance FROM memories WHERE number > ? ORDER BY number LIMIT ${BATCH}`);
  for (let last = 0; ; ) {
    const batch = rows.all(last) as { number: number; compartment: string }[];
    for (const row of batch) {
      texts.put(row.number, row.compartment, readMemory(row));
      last = row.number;
    }
    if (batch.length < BATCH) return;
  }
}
