import { foldText } from '../../../../shared/fold-text.ts';
import { unspacedTerms, withoutUnspaced } from '../../../../shared/unspaced-terms.ts';
import { wordsIn } from '../../../../shared/word-parts.ts';
import type { Sqlite } from '../../open-database.ts';
import type { Visible } from '../visible.ts';
import type { Inside } from './counted-inside.ts';
import { FILTERED, LIVE } from './filtered.ts';
import { allOf, both, inOrder, inText, rowsMatching } from './match.ts';
import type { Rank, Ranked } from './rank.ts';
import type { Asked } from './rank-terms.ts';
import { createRescale } from './rescale.ts';
import type { Score } from './score.ts';

/** `phrase`: where the index itself knows phrases. */
type WhereItCanBe = { readonly index: 'words' | 'grams'; readonly expression: string; readonly phrase: string | null };

/** Where an exact phrase can be: its words in their order, or the terms of its unspaced runs. Null where no index knows any of it. */
export function phraseMatch(phrase: string): WhereItCanBe | null {
  const folded = foldText(phrase);
  const grams = unspacedTerms(folded);
  if (grams.length > 0) return { index: 'grams', expression: inText(allOf([...new Set(grams)])), phrase: null };
  const words = wordsIn(withoutUnspaced(folded));
  if (words.length === 0) return null;
  const inOne = inOrder(words.join(' '));
  return { index: 'words', expression: inText(inOne), phrase: inOne };
}

/** A phrase such as "-->" has no word; it is looked for in so many memories, the newest first. */
const MOST_READ = 20_000;

/** Memories that have exactly this text. The index finds where it can be, the statement looks whether it is there. */
export function createRankPhrase(db: Sqlite, { reading }: Visible, rank: Readonly<Record<'words' | 'grams', Rank>>) {
  const rescale = createRescale(db, 'words');
  const scan = (rows: string) =>
    reading(
      (inside) => `SELECT m.number, m.id, m.created_at AS createdAt, 0 AS score, 0 AS uses FROM (${rows}) f
     CROSS JOIN memories m ON m.number = f.number WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} ORDER BY f.number DESC LIMIT @limit + 0`,
    );
  const everything = scan(
    `SELECT number FROM memories WHERE number BETWEEN CAST(@first AS INTEGER) AND CAST(@last AS INTEGER) ORDER BY number DESC LIMIT ${MOST_READ}`,
  );
  // Even a memory without a single word is there; those of others would be read in vain, and use the limit up.
  const walled = scan(`SELECT rowid AS number FROM words WHERE ${rowsMatching('words')} ORDER BY rowid DESC LIMIT ${MOST_READ}`);

  function scanned({ narrowed, limit, use }: Asked): Ranked[] {
    const [scanning, match] = narrowed.walled.length === 0 ? [everything, null] : [walled, both(...narrowed.walled)];
    return scanning.all({ ...use, match, first: narrowed.first, last: narrowed.last, limit }) as Ranked[];
  }

  return (match: WhereItCanBe | null, asked: Asked): Ranked[] => {
    if (match === null) return scanned(asked);
    const { narrowed, inside, limit, use } = asked;
    const score = inside.isAll ? { base: null, weights: [] } : scoreInside(match, inside);
    // How many have the facets may have been counted a minute ago, and of a phrase every match is looked at.
    return rank[match.index]({ ...narrowed, most: Number.MAX_SAFE_INTEGER, match: both(match.expression, ...narrowed.walled), score, limit, use });
  };
  /** As BM25 would score it if nobody else had texts. Of the terms that an unspaced phrase is looked for by, it would tell how often others have each. */
  function scoreInside({ expression, phrase }: WhereItCanBe, inside: Inside): Score {
    if (phrase === null) return { base: 0, weights: [] };
    return { ways: [{ match: expression, scale: rescale(phrase, inside), sure: 0 }], isNarrower: true };
  }
}
