import type { NamingFilter } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { FILTERED, filterParameters, LIVE } from './filtered.ts';

type Matching = { readonly compartment: string; readonly filter: NamingFilter; readonly limit: number; readonly now: number };

export function matchingReads(db: Sqlite) {
  const matching = createVisible(db)
    .own(
      (
        inside,
      ) => `SELECT m.id FROM memories m WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} AND (@ids IS NULL OR m.id IN (SELECT value FROM json_each(@ids)))
       ORDER BY m.created_at DESC, m.number DESC LIMIT @limit + 0`,
    )
    .pluck();
  return {
    matching: ({ compartment, filter, limit, now }: Matching): string[] => {
      const ids = filter.ids === undefined ? null : JSON.stringify(filter.ids);
      return matching.all({ ...filterParameters(filter, null), ids, compartment, limit, now }) as string[];
    },
  };
}
