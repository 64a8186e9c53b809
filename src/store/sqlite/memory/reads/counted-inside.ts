import type { Sqlite } from '../../open-database.ts';
import { facetTerm } from '../facets.ts';
import type { Visible } from '../visible.ts';
import { amongFacets, anyOf, both, inText } from './match.ts';
import { AT_A_TIME } from './rank.ts';
import { rarity } from './rarity.ts';
import { type CountMatches, createCountMatches } from './term-counts.ts';

type Index = 'words' | 'grams';

/** What is counted for a caller. */
export type Inside = {
  /** It sees everything there is, so that BM25 counts the same. */
  readonly isAll: boolean;
  /** The facet terms of its compartments, where it does not. */
  readonly walls: readonly string[];
  /** How many memories the index has, of those that the caller may see. */
  total(index: Index): number;
  /** How many of them match. @param expression of what stands in the text */
  count(index: Index, expression: string): number;
  /** How many of them have a facet. @param expression of facet terms */
  countFacet(expression: string): number;
  /** @returns what is matched beside terms, and how many matches there are then at most. @param count of them, inside */
  around(index: Index, expression: string, count: number): { readonly wall: readonly string[]; readonly most: number };
  /** What a term is worth that stands once in a text of ordinary length, by how rare it is among them. Never negative. */
  rarity(index: Index, count: number): number;
};

/** A compartment is counted whole: once a minute, 50 ns a memory. */
const WHOLE = { most: 10_000_000, keptFor: 60_000 };

/**
 * How rare a word is among the memories that a caller may see. Counted among everybody's, the order of its results would tell it how
 * often a word stands behind the wall: texts of its own beside that word show which is rarer.
 */
export function createCountedInside(db: Sqlite, { everywhere }: Visible, countMatches: CountMatches) {
  // Twice, because each has an index of its own; what is in the bin is in the indexes of words still.
  const [LIVE_IN, BINNED_IN] = ['IS NULL', 'IS NOT NULL'].map(
    (state) => `EXISTS (SELECT 1 FROM memories m WHERE m.compartment = c.id AND m.forgotten_at ${state})`,
  );
  const isMore = everywhere(
    `SELECT EXISTS (SELECT 1 FROM compartments c WHERE c.id NOT IN (SELECT value FROM json_each(?)) AND (${LIVE_IN} OR ${BINNED_IN}))`,
  ).pluck();
  const countWhole = createCountMatches(db, WHOLE);
  const largest = { words: largestIn('words'), grams: largestIn('grams') };

  // Those that have gone since included: to a weight that is all the same, and counting a million costs 10 ms.
  function largestIn(index: Index) {
    return db.prepare(`SELECT coalesce(MAX(id), 0) FROM ${index}_docsize`).pluck();
  }

  return (seen: readonly string[], now: number): Inside => {
    const isAll = isMore.get(JSON.stringify(seen)) === 0;
    const wall = anyOf(seen.map((compartment) => facetTerm('compartment', compartment)));
    const walls = isAll ? [] : [wall];
    const total = (index: Index) => (isAll ? (largest[index].get() as number) : countWhole(index, amongFacets(wall), now));
    const count = (index: Index, expression: string) => countMatches(index, both(expression, ...walls.map(amongFacets)), now);
    return {
      isAll,
      walls,
      total,
      count: (index, expression) => count(index, inText(expression)),
      countFacet: (expression) => count('words', amongFacets(expression)),
      around: (index, expression, count) => {
        if (isAll) return { wall: [], most: count };
        const everywhere = countMatches(index, inText(expression), now);
        return everywhere <= AT_A_TIME ? { wall: [], most: everywhere } : { wall: walls.map(amongFacets), most: count };
      },
      rarity: (index, count) => Math.max(0, rarity(total(index), count)),
    };
  };
}
