import type { Memory, MemoryFilter, Ranked, TextQuery } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible, type Visible } from '../visible.ts';
import { FILTERED, filterParameters, LIVE } from './filtered.ts';
import { COLUMNS, readMemory } from './memory-row.ts';

type Search = { readonly compartment: string; readonly text: TextQuery; readonly filter: MemoryFilter; readonly limit: number; readonly now: number };

/** How many ranked places are looked at per wanted result. */
const CANDIDATES = 10;

export function searchReads(db: Sqlite) {
  const visible = createVisible(db);
  const ranked = {
    words: rankedBy(visible, 'words'),
    parts: rankedBy(visible, 'parts'),
    grams: rankedBy(visible, 'grams'),
  };
  return {
    search: ({ compartment, text, filter, limit, now }: Search): Ranked => {
      const run = (name: keyof Ranked): Memory[] => {
        const match = text[name];
        if (match === null) return [];
        const use = { ...filterParameters(filter, text.phrase), compartment, limit, now, match };
        const best = ranked[name].all({ ...use, candidates: limit * CANDIDATES + 100 });
        // Filters come after the ranking: when they leave too little of the best, all matches have to be looked at.
        return (best.length >= limit ? best : ranked[name].all({ ...use, candidates: -1 })).map(readMemory);
      };
      return { words: run('words'), parts: run('parts'), grams: run('grams') };
    },
  };
}

/** Ranking in a subquery and joining after it is faster than `bm25()` inside the join. */
function rankedBy({ reading }: Visible, index: keyof Ranked) {
  return reading(
    (inside) => `SELECT ${COLUMNS} FROM (SELECT rowid AS number, rank FROM ${index} WHERE ${index} MATCH @match ORDER BY rank LIMIT @candidates) f
     JOIN memories m ON m.number = f.number WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} ORDER BY f.rank LIMIT @limit`,
  );
}
