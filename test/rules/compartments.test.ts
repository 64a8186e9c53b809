/** Ruling 23: a statement over memories is made in one place, or stands in a file that says why it may see every compartment. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MEMORY_SCHEMA } from '../../src/store/sqlite/memory/schema.ts';
import { createVisible } from '../../src/store/sqlite/memory/visible.ts';

const sqlite = resolve(import.meta.dirname, '../../src/store/sqlite');
const room = join(sqlite, 'memory');
const WALL = 'visible.ts';
/** Nothing that is read in these is told to a client, or a row is named by a number that was found inside the wall. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  'compartments.ts': 'which compartments there are, and whether one is empty',
  'moving/export-records.ts': 'the person takes everything out',
  'moving/insert-or-ignore.ts': 'the person puts everything back',
  'moving/known.ts': 'the person imports',
  'moving/restore.ts': 'the person puts everything back',
  'moving/snapshot.ts': 'the person takes everything out',
  'reads/counted-inside.ts': 'whether others have anything, and how many rows there are where they have not',
  'reads/held.ts': 'the person looks at what waits, the rules at the past',
  'reads/count-in-steps.ts': 'what the person can filter by',
  'reads/facets.ts': 'what the person can filter by',
  'reads/keeping.ts': 'the person looks at everything',
  'reads/narrow.ts': 'between which numbers to look',
  'reads/rank.ts': 'where to look on; what is found is read inside',
  'reads/rank-terms.ts': 'whether a filter leaves anything',
  'reads/near.ts': 'numbers that share a sketch, which no two compartments do',
  'reads/rescale.ts': 'what BM25 counted, to take it out of a score',
  'reads/stats.ts': 'the person’s status line',
  'reads/unembedded.ts': 'what has no vector yet, told to nobody',
  'reads/term-counts.ts': 'how common a word is, for a plan and a weight',
  'tending.ts': 'upkeep of the file',
  'text-indexes.ts': 'by number',
  'writes/actions.ts': 'what was done, without a memory in it',
  'writes/add.ts': 'puts a memory where its writer is',
  'writes/forget.ts': 'the person forgets by id',
  'writes/held.ts': 'where the held text came from, or by number',
  'writes/indexes.ts': 'by number',
  'writes/move.ts': 'the person moves what was found inside',
  'writes/moves.ts': 'by number',
  'writes/sweep.ts': 'upkeep',
  'writes/take-back.ts': 'the person takes back what a client wrote',
  'writes/undo.ts': 'the person undoes an action',
  'writes/vectors.ts': 'by number',
};

const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.startsWith('migrations/'));
const textOf = (file: string) => readFileSync(join(room, file), 'utf8');
const seesEverything = (file: string) => /\b(?:prepare|exec|everywhere)\(/.test(textOf(file));

describe('the wall between compartments', () => {
  it.each(files.filter((file) => file !== WALL))('%s goes through it, or says why not', (file) => {
    expect(seesEverything(file)).toBe(EVERYWHERE[file] !== undefined);
  });

  it('nobody outside the room of memories touches its tables', () => {
    const others = readdirSync(sqlite, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.startsWith('memory/'));
    const touching = others.filter((file) =>
      /\b(?:FROM|INTO|UPDATE|JOIN)\s+(?:memories|versions|tags|words|parts|grams|windows|compartments)\b/.test(readFileSync(join(sqlite, file), 'utf8')),
    );
    expect(touching).toEqual([]);
  });

  it('a statement without its condition does not open, one without a compartment does not run', () => {
    const db = new Database(':memory:');
    for (const migration of MEMORY_SCHEMA.migrations) migration(db);
    const { reading, own } = createVisible(db);
    for (const make of [reading, own]) {
      expect(() => make(() => 'SELECT * FROM memories')).toThrow('a statement reaches into every compartment');
      expect(() => make((inside) => `SELECT * FROM memories m ${inside('m').slice(0, 0)}`)).toThrow('a statement reaches into every compartment');
    }
    expect(() => own((inside) => `SELECT * FROM memories m WHERE ${inside('m')}`).all({})).toThrow();
    expect(() => reading((inside) => `SELECT * FROM memories m WHERE ${inside('m')}`).all({} as never)).toThrow();
    db.close();
  });
});
