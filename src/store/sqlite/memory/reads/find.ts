import type { Memory } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { COLUMNS, readMemory } from './memory-row.ts';
import { VISIBLE } from './visible.ts';

export function findReads(db: Sqlite) {
  const find = db.prepare(`SELECT ${COLUMNS} FROM memories m WHERE m.id = @id AND ${VISIBLE}`);
  return {
    find: (use: { compartment: string; id: string; now: number }): Memory | null => {
      const row = find.get(use);
      return row === undefined ? null : readMemory(row);
    },
  };
}
