/** Which terms of a question look for memories, and which only say more about those that were found. */

import type { Term } from './term.ts';

/** `count`: memories that have it, of those that the caller may see. `isName`: of one thing among many. */
export type Counted = { readonly term: Term; readonly count: number; readonly isName?: boolean };
type Chosen<Each> = { readonly finding: readonly Each[]; readonly telling: readonly Each[] };

/** Ranking costs one or two microseconds a match. */
const MOST_RANKED = 4_000;

/**
 * The rarest term always finds; the next rarest do until there is enough, while all of them together stay affordable. Terms that
 * nothing has are gone.
 * @param enough matches from which on a more common term alone would hardly find a better one
 */
export function chooseTerms<Each extends Pick<Counted, 'count'>>(counted: readonly Each[], enough: number): Chosen<Each> {
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
