import type { Memory, MemoryFilter } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { FILTERED, filterParameters, LIVE } from './filtered.ts';
import { COLUMNS, readMemory } from './memory-row.ts';

type List = { readonly compartment: string; readonly filter: MemoryFilter; readonly limit: number; readonly offset: number; readonly now: number };

export function listReads(db: Sqlite) {
  const list = createVisible(db).reading(
    (inside) =>
      `SELECT ${COLUMNS} FROM memories m WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} ORDER BY m.created_at DESC, m.number DESC LIMIT @limit OFFSET @offset`,
  );
  return {
    /** Newest first. */
    list: ({ compartment, filter, limit, offset, now }: List): Memory[] =>
      list.all({ ...filterParameters(filter, null), compartment, limit, offset, now }).map(readMemory),
  };
}
