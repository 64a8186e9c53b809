import type { Visible } from '../visible.ts';
import { FILTERED, LIVE } from './filtered.ts';
import { rowsMatching } from './match.ts';
import { type Look, MOST_LOOKED_AT, type Ranked } from './rank.ts';

/**
 * For words that very many memories have: how often it stands in one of them says next to nothing, and BM25 would walk along all of
 * them to learn how rare it is. The newest row is the best one.
 */
export function createNewestMatches({ reading }: Visible, index: 'words' | 'grams') {
  // Walked from the newest and no further than `limit`: the subquery is read as it goes, because nothing sorts it.
  const newest = reading(
    (inside) => `SELECT f.number, @score AS score, m.id, m.created_at AS createdAt, coalesce(u.count, 0) AS uses
     FROM (SELECT rowid AS number FROM ${index} WHERE ${rowsMatching(index)}
       ORDER BY rowid DESC LIMIT ${MOST_LOOKED_AT}) f
     CROSS JOIN memories m ON m.number = f.number LEFT JOIN uses u ON u.number = f.number
     WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} LIMIT @limit + 0`,
  );
  return ({ match, first, last, limit, use }: Omit<Look, 'most' | 'score'>, score: number): Ranked[] =>
    newest.all({ ...use, match, first, last, limit, score }) as Ranked[];
}
