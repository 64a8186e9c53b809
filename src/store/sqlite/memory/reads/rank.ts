import type { Hit } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import type { Visible, Within } from '../visible.ts';
import { FILTERED, LIVE } from './filtered.ts';
import { rowsMatching } from './match.ts';
import type { Score } from './score.ts';
import { scoredBy, scoredRows } from './scored-rows.ts';
import { WORTH_KEEPING } from './term-counts.ts';

/** One look into an index. `use` holds what the wall, `LIVE` and `FILTERED` want. */
export type Look = {
  readonly match: string;
  /** Matches there can be at all, counted up to a minute ago where they are many. */
  readonly most: number;
  readonly score: Score;
  readonly first: number;
  readonly last: number;
  readonly limit: number;
  readonly use: Within;
};
export type Ranked = Hit & { readonly number: number };
export type Rank = (look: Look) => Ranked[];

/** So many matches are ranked at a time, the newest first: a phrase that half of a million memories have must not rank half a million. */
export const AT_A_TIME = 8_000;
const NEWER = AT_A_TIME - 1;
/** Where filters leave too little of those, older ones are looked at, up to so many in all. Terms are never given so many. */
export const MOST_LOOKED_AT = 60_000;
/** Ranked places whose memories are read, per wanted one; most pass, because facets have left out what would not. */
const PER_WANTED = 10;

type Index = 'words' | 'grams';

/** Best first by BM25, the facets without weight, and by the weights. */
export function createRank(db: Sqlite, { reading }: Visible, index: Index): Rank {
  const rows = rowsMatching(index);
  const farthest = db.prepare(`SELECT rowid FROM ${index} WHERE ${rows} ORDER BY rowid DESC LIMIT 1 OFFSET ${NEWER}`).pluck();
  // Ranking in a subquery and joining after it is faster than ranking inside the join; CROSS keeps the planner from turning it round.
  // Without an order of its own the join takes them as they were ranked, and ends with the last that is wanted.
  const statements = scoredRows(index).map((scored) =>
    reading(
      (inside) => `SELECT f.number, f.score, m.id, m.created_at AS createdAt, coalesce(u.count, 0) AS uses FROM (${scored}) f
       CROSS JOIN memories m ON m.number = f.number LEFT JOIN uses u ON u.number = f.number
       WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} LIMIT @limit + 0`,
    ),
  );

  function stretch({ match, most, score, first, last, limit, use }: Look): Ranked[] {
    const { place, parameters } = scoredBy(score);
    const best = (candidates: number) => statements[place]?.all({ ...use, match, first, last, limit, ...parameters, candidates }) as Ranked[];
    const found = best(limit * PER_WANTED);
    const wereAll = most <= limit * PER_WANTED && most < WORTH_KEEPING;
    return found.length >= limit || wereAll ? found : best(AT_A_TIME);
  }

  return (look) => {
    const found: Ranked[] = [];
    let { last } = look;
    for (let looked = 0; looked < MOST_LOOKED_AT && found.length < look.limit; looked += AT_A_TIME) {
      const first = look.most < AT_A_TIME ? undefined : (farthest.get({ match: look.match, first: look.first, last }) as number | undefined);
      found.push(...stretch({ ...look, first: first ?? look.first, last }));
      if (first === undefined) break;
      last = first - 1;
    }
    return found.sort((left, right) => right.score - left.score).slice(0, look.limit);
  };
}
