import type { Memory, MemoryFilter } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { COLUMNS, readMemory } from './memory-row.ts';
import { FILTERED, filterParameters, VISIBLE } from './visible.ts';

type List = { readonly compartment: string; readonly filter: MemoryFilter; readonly limit: number; readonly offset: number; readonly now: number };

/** Newest first. */
export function listReads(db: Sqlite) {
  const list = db.prepare(
    `SELECT ${COLUMNS} FROM memories m WHERE ${VISIBLE} AND ${FILTERED} ORDER BY m.created_at DESC, m.number DESC LIMIT @limit OFFSET @offset`,
  );
  return {
    list: ({ compartment, filter, limit, offset, now }: List): Memory[] =>
      list.all({ ...filterParameters(filter, null), compartment, limit, offset, now }).map(readMemory),
  };
}
