/** "Entre mars et mai", "desde el 3 de marzo hasta el 5 de abril", "depuis 2024 jusqu'en mars". */
import { type Found, readPair } from './read-range.ts';
import { readRomanceOrDigits, readRomanceTime } from './romance-time.ts';
import type { Token } from './tokens.ts';
import { ARTICLES, OTHER_SINCE, OTHER_UNTIL } from './vocabulary.ts';

const AND = new Set(['et', 'y', 'e']);

/** @param now wall time. @returns the time that begins at this token, or null */
export function readRomancePair(tokens: readonly Token[], at: number, now: number): Found | null {
  const word = tokens[at]?.word ?? '';
  const place = ARTICLES.has(tokens[at + 1]?.word ?? '') ? at + 2 : at + 1;
  // "Entre 1900 y 2000" may be of anything.
  if (word === 'entre') return readPair(tokens, at, place, now, AND, readRomanceTime);
  return OTHER_SINCE.has(word) ? readPair(tokens, at, place, now, OTHER_UNTIL, readRomanceOrDigits) : null;
}
