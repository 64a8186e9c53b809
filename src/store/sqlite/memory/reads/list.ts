import type { ListPlace, Memory, MemoryFilter } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { behind, placeOf } from './behind.ts';
import { createCountedInside } from './counted-inside.ts';
import { FILTERED, filterParameters, LIVE } from './filtered.ts';
import { both } from './match.ts';
import { COLUMNS, readMemory } from './memory-row.ts';
import { createNarrow } from './narrow.ts';
import { createSpellings } from './spellings.ts';
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
const ORDERED = 'ORDER BY m.created_at DESC, m.number DESC LIMIT @limit + 0';

export function listReads(db: Sqlite) {
  const countMatches = createCountMatches(db);
  const visible = createVisible(db);
  const countedInside = createCountedInside(db, visible, countMatches);
  const narrow = createNarrow(db);
  const spelled = createSpellings(visible);
  const walk = visible.reading(
    (inside) => `SELECT ${COLUMNS} FROM memories m WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} AND ${behind(inside('b'))} ${ORDERED}`,
  );
  const fetch = visible.reading(
    (inside) => `SELECT ${COLUMNS} FROM (SELECT rowid AS number FROM words WHERE words MATCH @match ORDER BY rowid DESC LIMIT ${FEW}) f
     CROSS JOIN memories m ON m.number = f.number WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} AND ${behind(inside('b'))} ${ORDERED}`,
  );
  return {
    /** Newest first. */
    list: ({ compartment, filter: asked, limit, after, now }: List): Memory[] => {
      const seen = visible.seenFrom(compartment);
      const filter = spelled(asked, seen);
      const use = { ...filterParameters(filter, null), compartment, limit, now, ...placeOf(after) };
      // With the wall in it: what others have with the same tag would fill the places.
      const { walled, most } = narrow({ seen, inside: countedInside(seen, now), filter });
      const match = both(...walled);
      if (match !== '' && (most <= FEW || countMatches('words', match, now) <= FEW)) return fetch.all({ ...use, match }).map(readMemory);
      return walk.all(use).map(readMemory);
    },
  };
}
