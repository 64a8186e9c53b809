/** Which terms of a question look for memories, and which only say more about those that were found. */

/** `term`: as an FTS5 expression. */
export type Counted = { readonly term: string; readonly count: number };
export type Chosen = { readonly finding: readonly Counted[]; readonly telling: readonly Counted[] };

/** Ranking costs one or two microseconds a match. */
const MOST_RANKED = 4_000;

/**
 * The rarest term always finds; the next rarest do until there is enough, while all of them together stay affordable. Terms that
 * nothing has are gone.
 * @param enough matches from which on a more common term alone would hardly find a better one
 */
export function chooseTerms(counted: readonly Counted[], enough: number): Chosen {
  const rarestFirst = counted.filter(({ count }) => count > 0).sort((left, right) => left.count - right.count);
  let sum = 0;
  const needless = rarestFirst.findIndex(({ count }, place) => {
    const isEnough = sum >= enough;
    sum += count;
    return place > 0 && (isEnough || sum > MOST_RANKED);
  });
  const end = needless === -1 ? rarestFirst.length : needless;
  return { finding: rarestFirst.slice(0, end), telling: rarestFirst.slice(end) };
}
