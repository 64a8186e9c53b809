import type { MemoryFilter } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { FILTERED, filterParameters, VISIBLE } from './visible.ts';

type Matching = { readonly compartment: string; readonly filter: MemoryFilter; readonly limit: number; readonly now: number };

/** For changing, so only of the compartment itself: a window into another one is for reading. */
export function matchingReads(db: Sqlite) {
  const matching = db
    .prepare(
      `SELECT m.id FROM memories m WHERE m.compartment = @compartment AND ${VISIBLE} AND ${FILTERED} ORDER BY m.created_at DESC, m.number DESC LIMIT @limit`,
    )
    .pluck();
  return {
    matching: ({ compartment, filter, limit, now }: Matching): string[] =>
      matching.all({ ...filterParameters(filter, null), compartment, limit, now }) as string[],
  };
}
