import { foldText } from '../../../../shared/fold-text.ts';
import { hasAlike, mayBeLike } from '../../../../shared/likeness.ts';
import { wordsIn } from '../../../../shared/word-parts.ts';
import type { Visible } from '../visible.ts';
import { FILTERED, LIVE } from './filtered.ts';
import { allOf, both, rowsMatching } from './match.ts';
import type { Ranked } from './rank.ts';
import type { Asked } from './rank-terms.ts';
import type { RarestPieces } from './rarest-pieces.ts';

type Row = Omit<Ranked, 'score'> & { readonly text: string };

const MOST_WORDS = 4;
/** Memories that have the pieces of one half of a word, and how many of them are read; the newest first, and no further than that. */
const MOST_MATCHES = 1_000;
const MOST_READ = 50;
const MOST_CHARACTERS = 4_000;
const MOST_FOUND = 24;
const SHORTEST_HALF = 3;
const SHORTEST_BEGINNING = 4;

/**
 * For words that nothing has: memories with a word that is nearly one. A form of a word, a slip of the pen and a compound all leave
 * one half of the word as it is, so the pieces of either half say where to look, and the text itself whether it is there.
 */
export function createRankSpelling({ reading }: Visible, rarestPieces: RarestPieces) {
  // Read as it is walked, from the newest: nothing sorts it.
  const having = reading(
    (
      inside,
    ) => `SELECT m.number, m.id, m.created_at AS createdAt, coalesce(u.count, 0) AS uses, substr(m.content, 1, ${MOST_CHARACTERS}) || char(10) || m.tags AS text
     FROM (SELECT rowid AS number FROM parts WHERE ${rowsMatching('parts')} ORDER BY rowid DESC LIMIT ${MOST_MATCHES}) f
     CROSS JOIN memories m ON m.number = f.number LEFT JOIN uses u ON u.number = f.number
     WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} LIMIT ${MOST_READ}`,
  );

  return (words: readonly string[], { narrowed, inside, use }: Asked, now: number): Ranked[] => {
    const found = new Map<number, Ranked>();
    const around = (half: string) =>
      having.all({ ...use, match: both(allOf(rarestPieces(half, inside, now)), ...narrowed.terms), first: narrowed.first, last: narrowed.last }) as Row[];
    for (const word of words.filter(mayBeLike).slice(0, MOST_WORDS)) {
      const rows = new Map(halvesOf(word).flatMap((half) => around(half).map((row) => [row.number, row])));
      const alike = [...rows.values()].filter(({ text }) => hasAlike(new Set(wordsIn(foldText(text))), word));
      const weight = inside.rarity('words', alike.length);
      for (const { text: _, ...hit } of alike) found.set(hit.number, { ...hit, score: (found.get(hit.number)?.score ?? 0) + weight });
    }
    return [...found.values()].sort((left, right) => right.score - left.score || right.number - left.number).slice(0, MOST_FOUND);
  };
}

function halvesOf(word: string): string[] {
  const middle = Math.ceil(word.length / 2);
  return [word.slice(0, Math.max(SHORTEST_BEGINNING, middle)), word.slice(middle)].filter((half) => half.length >= SHORTEST_HALF);
}
