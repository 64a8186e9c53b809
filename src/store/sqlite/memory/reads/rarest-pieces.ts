import { piecesOf } from '../../../../shared/word-parts.ts';
import type { Sqlite } from '../../open-database.ts';
import { allOf } from './match.ts';
import { createCount, createCountMatches } from './term-counts.ts';

/** Each of the others costs a walk along everything that has it, and they seldom leave less. */
const ENOUGH = 3;
/** There are many, and a piece that was rare is rare for some time. Milliseconds. */
const HOW_FAR = { most: 10_000, keptFor: 600_000 };

/**
 * The pieces of a word that find it: the rarest, unless those have more than `most` memories together, as pieces of one other
 * word have; then all. Whether the word itself is there is looked at in the text.
 */
export function createRarestPieces(db: Sqlite, most: number): (word: string, now: number) => readonly string[] {
  const count = createCountMatches(db, HOW_FAR);
  // Never remembered: on this depends what is found.
  const together = createCount(db, most);
  return (word, now) => {
    const pieces = [...new Set(piecesOf(word))];
    if (pieces.length <= ENOUGH) return pieces;
    const rarest = pieces
      .map((piece) => ({ piece, count: count('parts', allOf([piece]), now) }))
      .sort((left, right) => left.count - right.count)
      .slice(0, ENOUGH)
      .map(({ piece }) => piece);
    return together('parts', allOf(rarest)) <= most ? rarest : pieces;
  };
}
