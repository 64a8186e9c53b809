/** Words of a folded text, and the three-character pieces by which a part of a word is found. Index and question cut alike. */

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const SIZE = 3;

export function wordsIn(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

/** Overlapping; none for a word that is shorter than one piece. */
export function piecesOf(word: string): string[] {
  const characters = [...word];
  return Array.from({ length: Math.max(0, characters.length - SIZE + 1) }, (_, index) => characters.slice(index, index + SIZE).join(''));
}
