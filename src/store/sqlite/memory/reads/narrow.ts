import type { Sqlite } from '../../open-database.ts';
import { facetTerm } from '../facets.ts';
import type { Inside } from './counted-inside.ts';
import { amongFacets, anyOf } from './match.ts';
import type { SpelledFilter } from './spellings.ts';
import { MOST_COUNTED } from './term-counts.ts';

/** Where matches can be at all: facets that few memories have, and the first and last row. Never less than what passes the filter. */
export type Narrowed = {
  /** Expressions over facet terms. The wall is always one of them where others have something. */
  readonly terms: readonly string[];
  /** The same for an index that has a column for them. */
  readonly walled: readonly string[];
  /** Those of them that few memories have: BM25 walks along all that have one. */
  readonly facets: readonly string[];
  /** Memories that have them all, at most. */
  readonly most: number;
  readonly first: number;
  readonly last: number;
};

type Asked = { readonly seen: readonly string[]; readonly inside: Inside; readonly filter: SpelledFilter };

/** Memories of either end of a stretch of time whose rows are looked at: 50 ns each, and they are all of it unless it is long. */
const LONGEST_WALK = 20_000;
const OF_SPAN = 'compartment = +@compartment AND forgotten_at IS NULL AND created_at >= @after AND created_at < @before';

export function createNarrow(db: Sqlite) {
  const span = db.prepare(
    `SELECT MIN(number) AS first, MAX(number) AS last, COUNT(*) AS count FROM (SELECT number FROM memories INDEXED BY memories_newest
     WHERE ${OF_SPAN} ORDER BY created_at DESC LIMIT ${LONGEST_WALK})`,
  );
  const oldest = db.prepare(
    `SELECT MIN(number) AS first FROM (SELECT number FROM memories INDEXED BY memories_newest WHERE ${OF_SPAN} ORDER BY created_at LIMIT ${LONGEST_WALK})`,
  );

  function spanOf(use: { readonly compartment: string; readonly after: number; readonly before: number }): { first: number | null; last: number | null } {
    const { first, last, count } = span.get(use) as { first: number | null; last: number | null; count: number };
    return count < LONGEST_WALK ? { first, last } : { ...(oldest.get(use) as { first: number }), last };
  }

  /** Memories are stored in the order of time, imports aside: a stretch of time is a stretch of rows, or at worst a longer one. */
  function rowsOf({ seen, filter: { after, before } }: Asked): { first: number; last: number } {
    const everything = { first: 0, last: Number.MAX_SAFE_INTEGER };
    if (after === undefined && before === undefined) return everything;
    const use = { after: after ?? Number.MIN_SAFE_INTEGER, before: before ?? Number.MAX_SAFE_INTEGER };
    const spans = seen.map((compartment) => spanOf({ ...use, compartment }));
    const [firsts, lasts] = [spans.flatMap((each) => each.first ?? []), spans.flatMap((each) => each.last ?? [])];
    return { first: Math.min(everything.last, ...firsts), last: Math.max(0, ...lasts) };
  }

  return (asked: Asked): Narrowed => {
    const { inside } = asked;
    const counted = [...inside.walls, ...facetsOf(asked.filter)].map((term) => ({ term, count: inside.countFacet(term) }));
    // A facet that most memories have narrows nothing and costs a walk along all of them.
    const rare = counted.filter(({ count }) => count <= MOST_COUNTED);
    const terms = [...new Set([...inside.walls, ...rare.map(({ term }) => term)])];
    const most = Math.min(Number.MAX_SAFE_INTEGER, ...rare.map(({ count }) => count));
    return { terms, walled: terms.map(amongFacets), facets: rare.map(({ term }) => amongFacets(term)), most, ...rowsOf(asked) };
  };
}

function facetsOf({ tags, match = 'any', kind, client }: SpelledFilter): string[] {
  const tagTerms = tags.map((spellings) => spellings.map((tag) => facetTerm('tag', tag)));
  return [
    ...(kind === null ? [] : [anyOf(kind.map((each) => facetTerm('kind', each)))]),
    ...(client === undefined ? [] : [anyOf([facetTerm('client', client)])]),
    ...(tagTerms.length === 0 ? [] : match === 'any' ? [anyOf(tagTerms.flat())] : tagTerms.map(anyOf)),
  ];
}
