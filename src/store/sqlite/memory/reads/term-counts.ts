import type { Sqlite } from '../../open-database.ts';

export type TextIndex = 'words' | 'parts' | 'grams';
/** How many memories match an expression, up to a number; one more means "more than that". */
export type CountMatches = (index: TextIndex, expression: string, now: number) => number;

/** Counting costs about 50 ns a match, and more than this is "too many" to every plan. */
export const MOST_COUNTED = 50_000;
/** From here on a count is worth remembering, and may be old; below, asking again costs nothing. */
export const WORTH_KEEPING = 500;
const MOST_KEPT = 5_000;

/** How many memories match an expression now. @param most counted so far and no further */
export function createCount(db: Sqlite, most: number): (index: TextIndex, expression: string) => number {
  const statement = (index: TextIndex) => db.prepare(`SELECT COUNT(*) FROM (SELECT 1 FROM ${index} WHERE ${index} MATCH ? LIMIT ? + 0)`).pluck();
  const counts = { words: statement('words'), parts: statement('parts'), grams: statement('grams') };
  return (index, expression) => counts[index].get(expression, most + 1) as number;
}

/** `most`: counted so far and no further. `keptFor`: milliseconds; a common word does not become a rare one in a minute. */
type HowFar = { readonly most: number; readonly keptFor: number };
const TERMS: HowFar = { most: MOST_COUNTED, keptFor: 60_000 };

export function createCountMatches(db: Sqlite, { most, keptFor }: HowFar = TERMS): CountMatches {
  const countNow = createCount(db, most);
  const kept = new Map<string, { readonly count: number; readonly at: number }>();

  return (index, expression, now) => {
    const key = `${index} ${expression}`;
    const known = kept.get(key);
    if (known !== undefined && Math.abs(now - known.at) < keptFor) return known.count;
    const count = countNow(index, expression);
    if (count < WORTH_KEEPING) return count;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { count, at: now });
    return count;
  };
}
