import { holds } from '../../../../shared/fold-text.ts';
import { piecesOf } from '../../../../shared/word-parts.ts';
import type { Sqlite } from '../../open-database.ts';
import type { Visible } from '../visible.ts';
import { FILTERED, LIVE } from './filtered.ts';
import { allOf, both, rowsMatching } from './match.ts';
import type { Ranked } from './rank.ts';
import type { Asked } from './rank-terms.ts';

/** Matches that are looked at per term, the newest first: a part such as "ing" says next to nothing. */
export const MOST_PARTS = 1_000;

/** Characters; folding costs time, and a longer text with every piece of a word has most words anyway. */
const LONGEST_CHECKED = 20_000;

/** Part of a word, and pieces of it that find it. */
type Part = { readonly term: string; readonly pieces: readonly string[] };

/** `found`: the terms that are part of any. */
type RankedParts = { readonly hits: readonly Ranked[]; readonly found: ReadonlySet<string> };

/** Memories with a word that a term is part of: pieces of the term are in their words, and the rarer that is the more it says. */
export function createRankParts(db: Sqlite, { reading }: Visible) {
  // The pieces of a word may stand in a memory without the word.
  db.function('holds', { deterministic: true }, (content, tags, part) => (holds(`${content}\n${tags}`, String(part)) ? 1 : 0));
  const having = reading(
    (inside) => `SELECT m.number, m.id, m.created_at AS createdAt, coalesce(u.count, 0) AS uses
     FROM (SELECT rowid AS number FROM parts WHERE ${rowsMatching('parts')}
       ORDER BY rowid DESC LIMIT ${MOST_PARTS}) f
     CROSS JOIN memories m ON m.number = f.number LEFT JOIN uses u ON u.number = f.number
     WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} AND CASE WHEN length(m.content) > ${LONGEST_CHECKED} THEN m.number IN (SELECT rowid FROM parts WHERE parts MATCH @every) ELSE holds(m.content, m.tags, @part) END
     ORDER BY f.number DESC LIMIT @limit + 0`,
  );

  return (terms: readonly Part[], { narrowed, inside, limit, use }: Asked): RankedParts => {
    if (terms.length === 0) return { hits: [], found: new Set() };
    const parts = new Set<string>();
    const found = new Map<number, Ranked>();
    const all = inside.total('words');
    for (const { term, pieces } of terms) {
      const match = both(allOf(pieces), ...narrowed.terms);
      const hits = having.all({ ...use, part: term, match, every: allOf(piecesOf(term)), first: narrowed.first, last: narrowed.last, limit }) as Omit<
        Ranked,
        'score'
      >[];
      if (hits.length > 0) parts.add(term);
      const weight = Math.log(1 + all / (hits.length + 1));
      for (const hit of hits) found.set(hit.number, { ...hit, score: (found.get(hit.number)?.score ?? 0) + weight });
    }
    const best = [...found.values()].sort((left, right) => right.score - left.score || right.number - left.number);
    return { hits: best.slice(0, limit), found: parts };
  };
}
