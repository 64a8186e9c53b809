/** Words of a folded text, and the three-character pieces by which a part of a word is found. Index and question cut alike. */

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const SIZE = 3;

export function wordsIn(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

/** Words that stand side by side, with nothing but a space or the sign of a name between them: "white board", "node.js". */
export function neighboursIn(folded: string): (readonly [string, string])[] {
  const words = [...folded.matchAll(WORD)];
  return words.slice(1).flatMap((word, place) => {
    const before = words[place];
    if (before === undefined || !/^[ ._/-]$/.test(folded.slice(before.index + before[0].length, word.index))) return [];
    return [[before[0], word[0]] as const];
  });
}

/** Overlapping; none for a word that is shorter than one piece. */
export function piecesOf(word: string): string[] {
  const characters = [...word];
  return Array.from({ length: Math.max(0, characters.length - SIZE + 1) }, (_, index) => characters.slice(index, index + SIZE).join(''));
}

const SHORTEST_SPLIT = 5;
const LONGEST_SPLIT = 24;
const SHORTEST_SIDE = 2;
/** A number is written in groups. */
const NUMBER = /^\p{N}{7,16}$/u;

/** @returns a word taken apart in two wherever that can be, a number also in three; with a space between */
export function splitsOf(word: string): string[] {
  const characters = [...word];
  if (characters.length < SHORTEST_SPLIT || characters.length > LONGEST_SPLIT) return [];
  const ends = characters.map((_, index) => index).filter((index) => index >= SHORTEST_SIDE && index <= characters.length - SHORTEST_SIDE);
  const apart = (...places: readonly number[]) => characters.map((each, index) => (places.includes(index) ? ` ${each}` : each)).join('');
  const inTwo = ends.map((end) => apart(end));
  if (!NUMBER.test(word)) return inTwo;
  return [...inTwo, ...ends.flatMap((end) => ends.filter((later) => later >= end + SHORTEST_SIDE).map((later) => apart(end, later)))];
}
