import { piecesOf } from '../../../../shared/word-parts.ts';
import type { Sqlite } from '../../open-database.ts';
import { allOf } from './match.ts';
import { createCountMatches } from './term-counts.ts';

/** Together they are about as rare as all of them, and each of the others costs a walk along everything that has it. */
const ENOUGH = 3;
/** There are many, and which is the rarest is only a question of speed. Milliseconds. */
const HOW_FAR = { most: 10_000, keptFor: 600_000 };

/** The pieces of a word that find it, the rarest of them. Whether the word itself is there is looked at in the text. */
export function createRarestPieces(db: Sqlite): (word: string, now: number) => readonly string[] {
  const count = createCountMatches(db, HOW_FAR);
  return (word, now) => {
    const pieces = [...new Set(piecesOf(word))];
    if (pieces.length <= ENOUGH) return pieces;
    return pieces
      .map((piece) => ({ piece, count: count('parts', allOf([piece]), now) }))
      .sort((left, right) => left.count - right.count)
      .slice(0, ENOUGH)
      .map(({ piece }) => piece);
  };
}
