import type { Memory } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { LIVE } from './filtered.ts';
import { COLUMNS, readMemory } from './memory-row.ts';

type Find = { readonly compartment: string; readonly id: string; readonly now: number };
type Read = { readonly compartment: string; readonly ids: readonly string[]; readonly now: number };

export function findReads(db: Sqlite) {
  const visible = createVisible(db);
  const one = visible.reading((inside) => `SELECT ${COLUMNS} FROM memories m WHERE m.id = @id AND ${inside('m')} AND ${LIVE}`);
  const all = visible.reading(
    (inside) => `SELECT ${COLUMNS} FROM json_each(@ids) w CROSS JOIN memories m ON m.id = w.value WHERE ${inside('m')} AND ${LIVE} ORDER BY w.key`,
  );
  const readOnly = visible.reading(
    (inside) =>
      `SELECT m.id FROM memories m WHERE m.id IN (SELECT value FROM json_each(@ids)) AND ${inside('m')} AND m.compartment <> @compartment AND ${LIVE}`,
  );
  const find = (use: Find): Memory | null => {
    const row = one.get(use);
    return row === undefined ? null : readMemory(row);
  };
  return {
    find,
    /** In the order asked for. */
    read: ({ ids, ...use }: Read): Memory[] => all.all({ ...use, ids: JSON.stringify(ids) }).map(readMemory),
    readOnly: ({ ids, ...use }: Read): string[] => readOnly.all({ ...use, ids: JSON.stringify(ids) }).map((row) => (row as { id: string }).id),
  };
}
