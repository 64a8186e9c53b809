/**
 * Where a word stands in a folded text by itself. Without a pattern made of the word: V8 takes a third of a millisecond to compile one that
 * knows every letter of Unicode, and a question has up to 32 words.
 */
import { isBetween, LETTER } from '../shared/word-parts.ts';

const IS_LETTER = new RegExp(`^${LETTER}`, 'u');

/** As a whole word, or as more than one of it: "tv" in "the TVs", and not in "hotview". */
export function standsWhole(text: string, word: string): boolean {
  return placesOf(text, word).some((at) => {
    const end = at + word.length;
    return isEdge(text, at - 1) && (isEdge(text, end) || (text[end] === 's' && isEdge(text, end + 1)));
  });
}

/** At the beginning of a word, whatever follows. */
export function standsInFront(text: string, word: string): boolean {
  return placesOf(text, word).some((at) => isEdge(text, at - 1));
}

/** As a whole word that may be in pieces: "email" in "E-Mail", a number in its groups. */
export function standsApart(text: string, word: string): boolean {
  return placesOf(text, word.slice(0, 1)).some((at) => {
    const end = endInPieces(text, at, word);
    return end !== -1 && isEdge(text, at - 1) && isEdge(text, end);
  });
}

function placesOf(text: string, part: string): number[] {
  const places = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}

/** @returns behind its last letter; -1 where it does not go on to there */
function endInPieces(text: string, at: number, word: string): number {
  let end = at + 1;
  for (let letter = 1; letter < word.length; letter += 1) {
    if (text[end] !== word[letter] && isBetween(text[end] ?? '')) end += 1;
    if (text[end] !== word[letter]) return -1;
    end += 1;
  }
  return end;
}

function isEdge(text: string, place: number): boolean {
  return !IS_LETTER.test(text[place] ?? '');
}
