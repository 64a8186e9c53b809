import { BETWEEN, LETTER } from '../shared/word-parts.ts';

const MAY_BE_APART = /^[\p{L}\p{N}]{4,34}$/u;

/** @returns what finds a word in a folded text, also in pieces: "email" in "E-Mail", a number in its groups; null where it has none */
export function apartPattern(word: string): RegExp | null {
  return MAY_BE_APART.test(word) ? new RegExp(`(?<!${LETTER})${[...word].join(`${BETWEEN}?`)}(?!${LETTER})`, 'u') : null;
}
