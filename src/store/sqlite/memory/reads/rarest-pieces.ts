import { piecesOf } from '../../../../shared/word-parts.ts';
import type { Sqlite } from '../../open-database.ts';
import type { Inside } from './counted-inside.ts';
import { allOf, both } from './match.ts';
import { createCount, createCountMatches } from './term-counts.ts';

/** Each of the others costs a walk along everything that has it, and they seldom leave less. */
const ENOUGH = 3;
/** There are many, and a piece that was rare is rare for some time. Milliseconds. */
const HOW_FAR = { most: 10_000, keptFor: 600_000 };

export type RarestPieces = (word: string, inside: Inside, now: number) => readonly string[];

/**
 * The pieces of a word that find it: the rarest, unless those have more than `most` memories together, as pieces of one other
 * word have; then all. Whether the word itself is there is looked at in the text. Counted inside: of a word that is only nearly one, they
 * decide what is found.
 */
export function createRarestPieces(db: Sqlite, most: number): RarestPieces {
  const count = createCountMatches(db, HOW_FAR);
  // Never remembered: on this depends what is found.
  const together = createCount(db, most);
  return (word, { walls }, now) => {
    const pieces = [...new Set(piecesOf(word))];
    if (pieces.length <= ENOUGH) return pieces;
    const rarest = pieces
      .map((piece) => ({ piece, count: count('parts', both(allOf([piece]), ...walls), now) }))
      .sort((left, right) => left.count - right.count)
      .slice(0, ENOUGH)
      .map(({ piece }) => piece);
    return together('parts', both(allOf(rarest), ...walls)) <= most ? rarest : pieces;
  };
}
