import type { Sqlite } from '../../open-database.ts';
import type { Visible, Within } from '../visible.ts';
import { type Counted, chooseTerms } from './choose-terms.ts';
import { allOf, anyOf, both, inText } from './match.ts';
import type { Narrowed } from './narrow.ts';
import { AT_A_TIME, createRank, type Ranked } from './rank.ts';

export type Asked = { readonly narrowed: Narrowed; readonly limit: number; readonly use: Within };

/** Common terms that still count. */
const MOST_TELLING = 4;
/** Asking which of so many also have a common term costs about a microsecond each. */
const MOST_WEIGHED = 12_000;

/**
 * BM25 over the terms of a question without walking along the common ones: the rare terms find and rank, and a common one adds
 * its weight to what they found and has it too. What only common terms could find is found where two of them meet.
 */
export function createRankTerms(db: Sqlite, visible: Visible, index: 'words' | 'grams') {
  const rank = createRank(db, visible, index);
  const having = db.prepare(`SELECT rowid FROM ${index} WHERE ${index} MATCH ? AND rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)`).pluck();
  // Those that have gone since included: to a weight that is all the same, and counting a million costs 10 ms.
  const total = db.prepare(`SELECT coalesce(MAX(id), 0) FROM ${index}_docsize`).pluck();

  return (counted: readonly Counted[], { narrowed, limit, use }: Asked): Ranked[] => {
    const { finding, telling } = chooseTerms(counted);
    if (finding.length === 0) return [];
    const look = (expression: string) => rank({ ...narrowed, match: both(inText(expression), ...narrowed.facets), most: sum(finding), limit, use });
    const isCommon = sum(finding) > AT_A_TIME && telling.length > 0;
    const together = isCommon ? look(allOf(termsOf([...finding, ...telling]).slice(0, 2))) : [];
    const found = new Map([...look(anyOf(termsOf(finding))), ...together].map((hit) => [hit.number, hit]));
    const weighed = sum(finding) > MOST_WEIGHED ? [...found.values()] : addWeights([...found.values()], finding, telling.slice(0, MOST_TELLING));
    return weighed.sort((left, right) => right.score - left.score || right.number - left.number);
  };

  function addWeights(found: readonly Ranked[], finding: readonly Counted[], telling: readonly Counted[]): Ranked[] {
    const numbers = found.map(({ number }) => number);
    const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
    const scores = new Map(found.map(({ number, score }) => [number, score]));
    for (const { term, count } of found.length === 0 ? [] : telling) {
      const weight = rarity(count);
      for (const number of having.all(both(inText(anyOf(termsOf(finding))), inText(anyOf([term]))), first, last) as number[]) {
        scores.set(number, (scores.get(number) ?? 0) + weight);
      }
    }
    return found.map((hit) => ({ ...hit, score: scores.get(hit.number) ?? hit.score }));
  }

  /** What BM25 gives for a term that stands once in a text of ordinary length. */
  function rarity(count: number): number {
    const all = total.get() as number;
    return Math.max(0, Math.log((all - count + 0.5) / (count + 0.5)));
  }
}

function termsOf(counted: readonly Counted[]): string[] {
  return counted.map(({ term }) => term);
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((all, { count }) => all + count, 0);
}
