/** Words of a folded text, and the three-character pieces by which a part of a word is found. Index and question cut alike. */

import { groupsOf } from './number-groups.ts';
import { isOfASentence, shortestFront } from './short-sides.ts';

/** Source of a pattern: what words are of. */
export const LETTER = '[\\p{L}\\p{N}\\p{M}]';
/** A space, or a sign that stands in names. */
const BETWEEN = ' ._/-';
const WORD = new RegExp(`${LETTER}+`, 'gu');
const SIZE = 3;

/** Whether these characters are one that stands in names. */
export function isBetween(characters: string): boolean {
  return characters.length === 1 && BETWEEN.includes(characters);
}

export function wordsIn(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

/** So many words that stand side by side, with nothing but a space or the sign of a name between them: "white board", "node.js". */
export function neighboursIn(folded: string, many: number): (readonly string[])[] {
  const words = [...folded.matchAll(WORD)];
  const follows = words.map((word, place) => {
    const before = words[place - 1];
    return before !== undefined && isBetween(folded.slice(before.index + before[0].length, word.index));
  });
  return words.flatMap((_, place) => {
    const run = words.slice(place, place + many).map(([word]) => word);
    return run.length === many && follows.slice(place + 1, place + many).every(Boolean) ? [run] : [];
  });
}

/** Overlapping; none for a word that is shorter than one piece. */
export function piecesOf(word: string): string[] {
  const characters = [...word];
  return Array.from({ length: Math.max(0, characters.length - SIZE + 1) }, (_, index) => characters.slice(index, index + SIZE).join(''));
}

const SHORTEST_SPLIT = 4;
const LONGEST_SPLIT = 24;
const SHORTEST_SIDE = 2;

/** @returns a word taken apart in two wherever that can be, and a long number in groups; with a space between */
export function splitsOf(word: string): string[] {
  const characters = [...word];
  const groups = groupsOf(word);
  if (characters.length < SHORTEST_SPLIT || characters.length > LONGEST_SPLIT) return groups;
  const front = shortestFront(word);
  const ends = characters.map((_, index) => index).filter((index) => index >= front && index <= characters.length - SHORTEST_SIDE);
  const inTwo = ends.map((end) => `${characters.slice(0, end).join('')} ${characters.slice(end).join('')}`).filter((split) => !isOfASentence(split));
  return [...new Set([...inTwo, ...groups])];
}
