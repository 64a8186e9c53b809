import type { NamingFilter } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { FILTERED, filterParameters, VISIBLE } from './visible.ts';

type Matching = { readonly compartment: string; readonly filter: NamingFilter; readonly limit: number; readonly now: number };

export function matchingReads(db: Sqlite) {
  const matching = db
    .prepare(
      `SELECT m.id FROM memories m WHERE ${VISIBLE} AND ${FILTERED} AND (@ids IS NULL OR m.id IN (SELECT value FROM json_each(@ids)))
       ORDER BY m.created_at DESC, m.number DESC LIMIT @limit`,
    )
    .pluck();
  return {
    matching: ({ compartment, filter, limit, now }: Matching): string[] => {
      const ids = filter.ids === undefined ? null : JSON.stringify(filter.ids);
      return matching.all({ ...filterParameters(filter, null), ids, compartment, limit, now }) as string[];
    },
  };
}
