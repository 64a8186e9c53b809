import type { Retag } from '../../../reflecting.ts';
import { retagged } from '../../../retagged.ts';
import type { Sqlite } from '../../open-database.ts';
import { COLUMNS, readMemory } from '../reads/memory-row.ts';
import { createVisible } from '../visible.ts';
import type { RecordAction } from './actions.ts';
import type { Moves } from './moves.ts';

/** Small enough that a store which comes meanwhile does not notice. */
const BATCH = 50;

export function retagWrites(db: Sqlite, { moves, record }: { readonly moves: Moves; readonly record: RecordAction }) {
  // A forgotten memory has no tags in the table.
  const tagged = createVisible(db).own(
    (inside) =>
      `SELECT m.number, ${COLUMNS} FROM memories m WHERE ${inside('m')} AND m.number IN
       (SELECT number FROM tags WHERE ${inside('tags')} AND tag IN (SELECT value FROM json_each(@from))) LIMIT ${BATCH}`,
  );
  return {
    'reflecting.retag': ({ compartment, retag: { from, to, by, action } }: { compartment: string; retag: Retag }): number => {
      const rows = tagged.all({ compartment, from: JSON.stringify(from) }) as { number: number }[];
      for (const { number, ...row } of rows) {
        const memory = readMemory(row);
        const place = { number, id: memory.id, compartment, content: memory.content };
        moves.write(place, { ...memory, tags: retagged(memory.tags, from, to), provenance: by }, action.at, action.id);
      }
      record(action, { written: rows.length });
      return rows.length;
    },
  };
}
