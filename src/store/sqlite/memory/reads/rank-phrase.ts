import { foldText } from '../../../../shared/fold-text.ts';
import { unspacedTerms, withoutUnspaced } from '../../../../shared/unspaced-terms.ts';
import { wordsIn } from '../../../../shared/word-parts.ts';
import type { Visible } from '../visible.ts';
import { FILTERED, LIVE } from './filtered.ts';
import { allOf, both, inOrder, inText } from './match.ts';
import type { Rank, Ranked } from './rank.ts';
import type { Asked } from './rank-terms.ts';

type WhereItCanBe = { readonly index: 'words' | 'grams'; readonly expression: string };

/** Where an exact phrase can be: its words in their order, or the terms of its unspaced runs. Null where no index knows any of it. */
export function phraseMatch(phrase: string): WhereItCanBe | null {
  const folded = foldText(phrase);
  const grams = unspacedTerms(folded);
  if (grams.length > 0) return { index: 'grams', expression: inText(allOf([...new Set(grams)])) };
  const words = wordsIn(withoutUnspaced(folded));
  return words.length === 0 ? null : { index: 'words', expression: inText(inOrder(words.join(' '))) };
}

/** A phrase such as "-->" has no word; it is looked for in so many memories, the newest first. */
const MOST_READ = 20_000;

/** Memories that have exactly this text. The index finds where it can be, the statement looks whether it is there. */
export function createRankPhrase({ reading }: Visible, rank: Readonly<Record<'words' | 'grams', Rank>>) {
  const scan = reading(
    (inside) => `SELECT m.number, m.id, m.created_at AS createdAt, 0 AS score, 0 AS uses
     FROM (SELECT number FROM memories WHERE number BETWEEN CAST(@first AS INTEGER) AND CAST(@last AS INTEGER) ORDER BY number DESC LIMIT ${MOST_READ}) f
     CROSS JOIN memories m ON m.number = f.number WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} ORDER BY f.number DESC LIMIT @limit + 0`,
  );
  return (match: WhereItCanBe | null, { narrowed, limit, use }: Asked): Ranked[] => {
    if (match === null) return scan.all({ ...use, first: narrowed.first, last: narrowed.last, limit }) as Ranked[];
    // How many have the facets may have been counted a minute ago, and of a phrase every match is looked at.
    return rank[match.index]({ ...narrowed, most: Number.MAX_SAFE_INTEGER, match: both(match.expression, ...narrowed.facets), limit, use });
  };
}
