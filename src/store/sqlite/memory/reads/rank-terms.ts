import type { Sqlite } from '../../open-database.ts';
import type { Visible, Within } from '../visible.ts';
import { type Counted, chooseTerms } from './choose-terms.ts';
import type { Inside } from './counted-inside.ts';
import { both, either, inText, rowsMatching } from './match.ts';
import type { Narrowed } from './narrow.ts';
import { createNewestMatches } from './newest-matches.ts';
import { AT_A_TIME, type Rank, type Ranked } from './rank.ts';
import { MOST_WEIGHTS } from './score.ts';
import { createScoreInside } from './score-inside.ts';
import { MOST_COUNTED } from './term-counts.ts';

export type Asked = { readonly narrowed: Narrowed; readonly inside: Inside; readonly limit: number; readonly use: Within };

export type RankTerms = (counted: readonly Counted[], asked: Asked) => Ranked[];

/** Matches of the rarest terms, per wanted one, behind which a term that is more common need not look for any itself. */
const ENOUGH = 10;

/** What a name is worth beyond how rare it is: in a small store other words are as rare. */
const NAME = 0.75;
const MOST_NAMES = 2;

/** Where nothing but common terms is left, so many of them are looked for together. */
const MOST_MET = 3;

/**
 * BM25 over the terms of a question without walking along the common ones: the rare terms find and rank, and a common one adds
 * its weight to what they find and has it too. Where that is too little, and where all terms are common, the newest rows are found,
 * those first where more of the terms meet.
 */
export function createRankTerms(db: Sqlite, visible: Visible, index: 'words' | 'grams', rank: Rank): RankTerms {
  const newestMatches = createNewestMatches(visible, index);
  const any = visible.everywhere(`SELECT 1 FROM ${index} WHERE ${rowsMatching(index)} LIMIT 1`).pluck();
  const scoreInside = createScoreInside(db, index);

  return function rankTerms(counted: readonly Counted[], asked: Asked): Ranked[] {
    const { narrowed, inside, limit, use } = asked;
    const { finding, telling } = chooseTerms(counted, limit * ENOUGH);
    if (finding.length === 0) return [];
    // Only a term that finds alone can have so many: several find together while they have no more than half of that.
    if (Math.min(narrowed.most, sum(finding)) > AT_A_TIME) return newestWhereTheyMeet([...finding, ...telling], asked, []);

    const anyTerm = either(expressionsOf(finding));
    const { wall, most } = inside.around(index, anyTerm, sum(finding));
    const around = [...narrowed.facets, ...wall];
    const match = both(inText(anyTerm), ...around);
    const names = counted.length > 1 ? finding.filter(({ isName }) => isName).slice(0, MOST_NAMES) : [];
    const weights = [
      ...names.map(({ term }) => ({ match: both(match, inText(term.expression)), weight: NAME })),
      ...telling.map(({ term, count, isName }) => ({ match: both(match, inText(term.expression)), weight: inside.rarity(index, count) + (isName ? NAME : 0) })),
    ]
      .filter(({ weight }) => weight > 0)
      .slice(0, MOST_WEIGHTS);
    const base = sum(finding) > AT_A_TIME ? rarityOf(finding.filter(isCounted), inside) : null;
    const score = inside.isAll ? { base, weights } : scoreInside({ match, finding, base, weights, isNarrower: around.length > 0 }, inside);
    // What others have is matched too where no wall is, and the filter's count is of the caller's own.
    const isWalled = inside.isAll || wall.length > 0;
    const best = rank({ ...narrowed, match, most: isWalled ? Math.min(narrowed.most, most) : most, score, limit, use });
    // What has run out is counted, and must not show by what it keeps from being found.
    if (best.length === 0) return rankTerms(telling, asked);
    return best.length < limit ? newestWhereTheyMeet(telling, asked, best) : best;
  };

  /** @param best what stands before all of it */
  function newestWhereTheyMeet(rarestFirst: readonly Counted[], { narrowed, inside, limit, use }: Asked, best: readonly Ranked[]): Ranked[] {
    // Up to seven looks for every three terms, and none finds anything where a filter leaves nothing.
    if (narrowed.walled.length > 0 && any.get({ match: both(...narrowed.walled), first: narrowed.first, last: narrowed.last }) === undefined) return [...best];
    const found = new Map(best.map((hit) => [hit.number, hit]));
    const worst = Math.min(Number.MAX_VALUE, ...best.map(({ score }) => score));
    for (let from = 0; from < rarestFirst.length; from += MOST_MET) {
      for (const terms of fewerAndFewer(rarestFirst.slice(from, from + MOST_MET))) {
        if (found.size >= limit) break;
        const match = both(inText(both(...expressionsOf(terms))), ...narrowed.walled);
        const score = Math.min(worst, rarityOf(terms.filter(isCounted), inside));
        for (const hit of newestMatches({ ...narrowed, match, limit, use }, score)) if (!found.has(hit.number)) found.set(hit.number, hit);
      }
    }
    return [...found.values()].slice(0, limit);
  }

  function rarityOf(terms: readonly Counted[], inside: Inside): number {
    return terms.reduce((score, { count }) => score + inside.rarity(index, count), 0);
  }
}

/** Of a term that more have nothing is known but that it says little. */
const isCounted = ({ count }: Counted): boolean => count <= MOST_COUNTED;

/** All of them together, then any two, then each alone; the rarer ones before. */
function fewerAndFewer([first, second, third]: readonly Counted[]): (readonly Counted[])[] {
  if (first === undefined) return [];
  if (second === undefined) return [[first]];
  if (third === undefined) return [[first, second], [first], [second]];
  return [[first, second, third], [first, second], [first, third], [second, third], [first], [second], [third]];
}

function expressionsOf(counted: readonly Counted[]): string[] {
  return counted.map(({ term }) => term.expression);
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((all, { count }) => all + count, 0);
}
