import type { Sqlite } from '../../open-database.ts';

export type TextIndex = 'words' | 'parts' | 'grams';
/** How many memories match an expression, up to `MOST_COUNTED`; one more means "more than that". */
export type CountMatches = (index: TextIndex, expression: string, now: number) => number;

/** Counting costs about 50 ns a match, and more than this is "too many" to every plan. */
export const MOST_COUNTED = 50_000;
const ONE_MORE = MOST_COUNTED + 1;
/** From here on a count is worth remembering; below, asking again costs nothing. */
const WORTH_KEEPING = 500;
/** Milliseconds. A common word does not become a rare one in a minute. */
const KEPT_FOR = 60_000;
const MOST_KEPT = 5_000;

export function createCountMatches(db: Sqlite): CountMatches {
  const statement = (index: TextIndex) => db.prepare(`SELECT COUNT(*) FROM (SELECT 1 FROM ${index} WHERE ${index} MATCH ? LIMIT ${ONE_MORE})`).pluck();
  const counts = { words: statement('words'), parts: statement('parts'), grams: statement('grams') };
  const kept = new Map<string, { readonly count: number; readonly at: number }>();

  return (index, expression, now) => {
    const key = `${index} ${expression}`;
    const known = kept.get(key);
    if (known !== undefined && Math.abs(now - known.at) < KEPT_FOR) return known.count;
    const count = counts[index].get(expression) as number;
    if (count < WORTH_KEEPING) return count;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { count, at: now });
    return count;
  };
}
