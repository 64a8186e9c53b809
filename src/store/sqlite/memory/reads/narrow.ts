import type { MemoryFilter } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { facetTerm } from '../facets.ts';
import { allOf, amongFacets, anyOf } from './match.ts';
import { type CountMatches, MOST_COUNTED } from './term-counts.ts';

/** Where matches can be at all: facets that few memories have, and the first and last row. Never less than what passes the filter. */
export type Narrowed = {
  /** Expressions over facet terms; `facets` names the column, where an index has one. */
  readonly terms: readonly string[];
  readonly facets: readonly string[];
  readonly first: number;
  readonly last: number;
};

type Asked = { readonly seen: readonly string[]; readonly filter: MemoryFilter; readonly now: number };

const LONGEST_WALK = 200_000;

export function createNarrow(db: Sqlite, countMatches: CountMatches) {
  const span = db.prepare(
    `SELECT MIN(number) AS first, MAX(number) AS last, COUNT(*) AS count FROM (SELECT number FROM memories INDEXED BY memories_newest
     WHERE compartment = @compartment AND forgotten_at IS NULL AND created_at >= @after AND created_at < @before LIMIT ${LONGEST_WALK})`,
  );

  /** A facet that most memories have narrows nothing and costs a walk along all of them. */
  const isRare = (facet: string, now: number) => countMatches('words', facet, now) <= MOST_COUNTED;

  /** Memories are stored in the order of time, imports aside: a stretch of time is a stretch of rows, or at worst a longer one. */
  function rowsOf({ seen, filter: { after, before } }: Asked): { first: number; last: number } {
    const everything = { first: 0, last: Number.MAX_SAFE_INTEGER };
    if (after === undefined && before === undefined) return everything;
    const use = { after: after ?? Number.MIN_SAFE_INTEGER, before: before ?? Number.MAX_SAFE_INTEGER };
    const spans = seen.map((compartment) => span.get({ ...use, compartment }) as { first: number | null; last: number | null; count: number });
    if (spans.some(({ count }) => count === LONGEST_WALK)) return everything;
    const [firsts, lasts] = [spans.flatMap((each) => each.first ?? []), spans.flatMap((each) => each.last ?? [])];
    return { first: Math.min(everything.last, ...firsts), last: Math.max(0, ...lasts) };
  }

  return (asked: Asked): Narrowed => {
    const terms = facetsOf(asked).filter((term) => isRare(amongFacets(term), asked.now));
    return { terms, facets: terms.map(amongFacets), ...rowsOf(asked) };
  };
}

type Narrow = ReturnType<typeof createNarrow>;

function facetsOf({ seen, filter: { tags = [], match = 'any', kind, client } }: Asked): string[] {
  const tagTerms = tags.map((tag) => facetTerm('tag', tag));
  return [
    anyOf(seen.map((compartment) => facetTerm('compartment', compartment))),
    ...(kind === undefined ? [] : [anyOf([facetTerm('kind', kind)])]),
    ...(client === undefined ? [] : [anyOf([facetTerm('client', client)])]),
    ...(tagTerms.length === 0 ? [] : match === 'any' ? [anyOf(tagTerms)] : tagTerms.map((term) => allOf([term]))),
  ];
}
