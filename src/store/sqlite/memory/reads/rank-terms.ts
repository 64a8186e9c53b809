import type { Sqlite } from '../../open-database.ts';
import type { Visible, Within } from '../visible.ts';
import { type Counted, chooseTerms } from './choose-terms.ts';
import { allOf, anyOf, both, inText } from './match.ts';
import type { Narrowed } from './narrow.ts';
import { createNewestMatches } from './newest-matches.ts';
import { AT_A_TIME, MOST_WEIGHTS, type Rank, type Ranked } from './rank.ts';

export type Asked = { readonly narrowed: Narrowed; readonly limit: number; readonly use: Within };

/** Where all terms are common, so many of them are looked for together. */
const MOST_MET = 3;

/**
 * BM25 over the terms of a question without walking along the common ones: the rare terms find and rank, and a common one adds
 * its weight to what they found and has it too. Of terms that are all common the newest memories are found, those first where more
 * of them meet.
 */
export function createRankTerms(db: Sqlite, visible: Visible, index: 'words' | 'grams', rank: Rank) {
  const newestMatches = createNewestMatches(visible, index);
  // Those that have gone since included: to a weight that is all the same, and counting a million costs 10 ms.
  const total = db.prepare(`SELECT coalesce(MAX(id), 0) FROM ${index}_docsize`).pluck();

  return (counted: readonly Counted[], { narrowed, limit, use }: Asked): Ranked[] => {
    const { finding, telling } = chooseTerms(counted);
    if (finding.length === 0) return [];
    const matching = (expression: string) => both(inText(expression), ...narrowed.facets);
    if (sum(finding) > AT_A_TIME) {
      const meet = (terms: readonly Counted[]) => newestMatches({ ...narrowed, match: matching(allOf(termsOf(terms))), limit, use }, rarityOf(terms));
      return newestFirstWhereMost([...finding, ...telling].slice(0, MOST_MET), limit, meet);
    }
    const match = matching(anyOf(termsOf(finding)));
    const weights = telling.map((term) => ({ match: both(match, inText(anyOf([term.term]))), weight: rarityOf([term]) })).filter(({ weight }) => weight > 0);
    return rank({ ...narrowed, match, most: Math.min(narrowed.most, sum(finding)), weights: weights.slice(0, MOST_WEIGHTS), limit, use });
  };

  /** What BM25 gives for terms that stand once each in a text of ordinary length. */
  function rarityOf(terms: readonly Counted[]): number {
    const all = total.get() as number;
    return terms.reduce((score, { count }) => score + Math.max(0, Math.log((all - count + 0.5) / (count + 0.5))), 0);
  }
}

/** @param meet what has all of these terms, the newest first */
function newestFirstWhereMost(rarestFirst: readonly Counted[], limit: number, meet: (terms: readonly Counted[]) => readonly Ranked[]): Ranked[] {
  const found = new Map<number, Ranked>();
  for (let terms = rarestFirst; terms.length > 0 && found.size < limit; terms = terms.slice(0, -1)) {
    for (const hit of meet(terms)) if (!found.has(hit.number)) found.set(hit.number, hit);
  }
  return [...found.values()].slice(0, limit);
}

function termsOf(counted: readonly Counted[]): string[] {
  return counted.map(({ term }) => term);
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((all, { count }) => all + count, 0);
}
