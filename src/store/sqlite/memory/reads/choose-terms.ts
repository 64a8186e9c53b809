/** Which terms of a question look for memories, and which only say more about those that were found. */

/** `term`: as an FTS5 expression. */
export type Counted = { readonly term: string; readonly count: number };
export type Chosen = { readonly finding: readonly Counted[]; readonly telling: readonly Counted[] };

/** Ranking costs about a microsecond a match. */
export const MOST_RANKED = 4_000;

/** The rarest term always finds; the next rarest do while all of them together stay affordable. Terms that nothing has are gone. */
export function chooseTerms(counted: readonly Counted[]): Chosen {
  const rarestFirst = counted.filter(({ count }) => count > 0).sort((left, right) => left.count - right.count);
  let sum = 0;
  const affordable = rarestFirst.findIndex(({ count }, place) => {
    sum += count;
    return place > 0 && sum > MOST_RANKED;
  });
  const end = affordable === -1 ? rarestFirst.length : affordable;
  return { finding: rarestFirst.slice(0, end), telling: rarestFirst.slice(end) };
}
