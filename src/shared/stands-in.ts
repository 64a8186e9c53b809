/**
 * Where a word stands in a folded text by itself. Without a pattern made of the word: V8 takes a third of a millisecond to compile one that
 * knows every letter of Unicode, and a question has up to 32 words.
 */
import { isUnspaced } from './unspaced-terms.ts';
import { isBetween, LETTER } from './word-parts.ts';

const IS_LETTER = new RegExp(`^${LETTER}`, 'u');
/** A name of four words. */
const GAPS_OF_A_WORD = 3;
/** Sixteen digits in twos have seven, and an IBAN as many in its fours. */
const GAPS_OF_A_NUMBER = 8;
/** Words of a text that begin as one does: some hundreds in the longest. Past this it was made to keep us looking. */
const MOST_LOOKS = 2_000;
const NUMBER = /(?:\P{N}*\p{N}){4}/u;

/** As a whole word, or as more than one of it: "tv" in "the TVs", and not in "hotview". */
export function standsWhole(text: string, word: string): boolean {
  return stands(text, word, (at) => {
    const end = at + word.length;
    return isEdge(text, end) || (text[end] === 's' && isEdge(text, end + 1));
  });
}

/** At the beginning of a word, whatever follows. */
export function standsInFront(text: string, word: string): boolean {
  return stands(text, word, () => true);
}

/** As a whole word that may be in pieces: "email" in "E-Mail", a number in its groups. */
export function standsApart(text: string, word: string): boolean {
  return asItStands(text, word) !== null;
}

/** @returns the first place of the text that is this word, whole or in pieces; null where none is */
export function asItStands(text: string, word: string): string | null {
  const gaps = NUMBER.test(word) ? GAPS_OF_A_NUMBER : GAPS_OF_A_WORD;
  let found: string | null = null;
  stands(text, word.slice(0, 1), (at) => {
    const end = endInPieces(text, at, word, gaps);
    if (end !== -1 && isEdge(text, end)) found = text.slice(at, end);
    return found !== null;
  });
  return found;
}

/** @param isIt asked where a word of the text begins with this, until it is so */
function stands(text: string, beginning: string, isIt: (at: number) => boolean): boolean {
  let looks = 0;
  for (let at = text.indexOf(beginning); at !== -1 && looks < MOST_LOOKS; at = text.indexOf(beginning, at + 1)) {
    if (!isEdge(text, at - 1)) continue;
    if (isIt(at)) return true;
    looks += 1;
  }
  return false;
}

/** @returns behind its last letter; -1 where it does not go on to there */
function endInPieces(text: string, at: number, word: string, most: number): number {
  let end = at + 1;
  let gaps = 0;
  for (let letter = 1; letter < word.length; letter += 1) {
    if (text[end] !== word[letter] && isGap(text, end) && gaps < most) {
      end += 1;
      gaps += 1;
    }
    if (text[end] !== word[letter]) return -1;
    end += 1;
  }
  return end;
}

/** "1,000,000" is one number, "e,mail" two words. */
function isGap(text: string, place: number): boolean {
  const sign = text[place] ?? '';
  return isBetween(sign) || ((sign === ',' || sign === "'" || sign === '’') && isDigit(text, place - 1) && isDigit(text, place + 1));
}

function isDigit(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 0x30 && code <= 0x39;
}

/** Most of most texts is ASCII, and a pattern costs ten times as much. */
function isEdge(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  if (code < 0x80) return !isDigit(text, place) && !(code >= 0x61 && code <= 0x7a);
  const letter = text[place] ?? '';
  return !IS_LETTER.test(letter) || isUnspaced(letter);
}
