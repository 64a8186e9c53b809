import type { Memory } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { LIVE } from './filtered.ts';
import { COLUMNS, readMemory } from './memory-row.ts';

export function findReads(db: Sqlite) {
  const visible = createVisible(db);
  const find = visible.reading((inside) => `SELECT ${COLUMNS} FROM memories m WHERE m.id = @id AND ${inside('m')} AND ${LIVE}`);
  const readOnly = visible.reading(
    (inside) =>
      `SELECT m.id FROM memories m WHERE m.id IN (SELECT value FROM json_each(@ids)) AND ${inside('m')} AND m.compartment <> @compartment AND ${LIVE}`,
  );
  return {
    readOnly: ({ ids, ...use }: { compartment: string; ids: readonly string[]; now: number }): string[] =>
      readOnly.all({ ...use, ids: JSON.stringify(ids) }).map((row) => (row as { id: string }).id),
    find: (use: { compartment: string; id: string; now: number }): Memory | null => {
      const row = find.get(use);
      return row === undefined ? null : readMemory(row);
    },
  };
}
