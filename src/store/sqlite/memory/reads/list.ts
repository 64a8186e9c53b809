import type { ListPlace, Memory, MemoryFilter } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { createCountedInside } from './counted-inside.ts';
import { FILTERED, filterParameters, LIVE } from './filtered.ts';
import { both } from './match.ts';
import { COLUMNS, readMemory } from './memory-row.ts';
import { createNarrow } from './narrow.ts';
import { createCountMatches } from './term-counts.ts';

type List = {
  readonly compartment: string;
  readonly filter: MemoryFilter;
  readonly limit: number;
  readonly after?: ListPlace | undefined;
  readonly now: number;
};

/** So few memories are fetched and put in order; where more pass, walking along the newest meets one soon enough. */
const FEW = 10_000;
/** Behind a memory: what is older, and of the same millisecond what was stored before it. A cursor that names what is not seen from here names nothing. */
const behind = (inside: string) => `(@createdAt IS NULL OR (m.created_at <= @createdAt AND NOT (m.created_at = +@createdAt
  AND m.number >= coalesce((SELECT b.number FROM memories b WHERE b.id = +@behind AND ${inside}), 0))))`;
const ORDERED = 'ORDER BY m.created_at DESC, m.number DESC LIMIT @limit + 0';

export function listReads(db: Sqlite) {
  const countMatches = createCountMatches(db);
  const visible = createVisible(db);
  const countedInside = createCountedInside(db, visible, countMatches);
  const narrow = createNarrow(db);
  const walk = visible.reading(
    (inside) => `SELECT ${COLUMNS} FROM memories m WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} AND ${behind(inside('b'))} ${ORDERED}`,
  );
  const fetch = visible.reading(
    (inside) => `SELECT ${COLUMNS} FROM (SELECT rowid AS number FROM words WHERE words MATCH @match ORDER BY rowid DESC LIMIT ${FEW}) f
     CROSS JOIN memories m ON m.number = f.number WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} AND ${behind(inside('b'))} ${ORDERED}`,
  );
  return {
    /** Newest first. */
    list: ({ compartment, filter, limit, after, now }: List): Memory[] => {
      const use = { ...filterParameters(filter, null), compartment, limit, now, createdAt: after?.createdAt ?? null, behind: after?.id ?? null };
      const seen = visible.seenFrom(compartment);
      const { facets, most } = narrow({ seen, inside: countedInside(seen, now), filter });
      const match = both(...facets);
      if (match !== '' && (most <= FEW || countMatches('words', match, now) <= FEW)) return fetch.all({ ...use, match }).map(readMemory);
      return walk.all(use).map(readMemory);
    },
  };
}
