/** A time in a question may belong to what it asks for: "the tax return from 2024", "Spring Boot", "the ladder from Jan". */
import { type Found, fitting } from './page.ts';
import { termsIn } from './terms-in.ts';
import type { TimeName } from './time/time-expression.ts';

/**
 * Puts memories of other times that name this one among those from then: each behind all that have as many of the other words, so
 * that it leads only where it has more of them than any. One that has fewer than the best from then is left out.
 * @param then at least one that was found in that time, best first
 * @param anytime what the whole question finds, best first
 * @param others words of the question beside the time
 * @returns at most `limit` of them, and as many as one answer holds
 */
export function withNamesakes(then: readonly Found[], anytime: readonly Found[], others: readonly string[], time: TimeName, limit: number): readonly Found[] {
  const had = new Map([...anytime, ...then].map(({ memory }) => [memory.id, termsIn(memory, others).length]));
  const worth = ({ memory }: Found) => had.get(memory.id) ?? 0;
  const most = Math.max(...then.map(worth));
  const fromThen = new Set(then.map(({ memory }) => memory.id));
  const merged = [...then];
  for (const found of anytime) {
    if (fromThen.has(found.memory.id) || termsIn(found.memory, time.said).length < time.said.length) continue;
    // A "last week" in a memory is hardly ever the week that the question means.
    const claim = worth(found) - (time.moving ? 1 : 0);
    if (claim < most) continue;
    merged.splice(merged.findLastIndex((each) => worth(each) >= claim) + 1, 0, found);
  }
  const fits = fitting(merged.slice(0, limit).map(({ memory }) => memory)).length;
  return merged.slice(0, fits);
}
