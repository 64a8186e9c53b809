import type { NamingFilter } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { FILTERED, filterParameters, LIVE } from './filtered.ts';
import { createSpellings } from './spellings.ts';

type Matching = { readonly compartment: string; readonly filter: NamingFilter; readonly limit: number; readonly now: number };

export function matchingReads(db: Sqlite) {
  const visible = createVisible(db);
  const spelled = createSpellings(visible);
  const matching = visible
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
      return matching.all({ ...filterParameters(spelled(filter, [compartment]), null), ids, compartment, limit, now }) as string[];
    },
  };
}
