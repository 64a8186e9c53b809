/** What a word that is taken apart may leave of one and two letters: as names have them ("E-Mail", "Wi-Fi"), and sentences do not. */

/**
 * No letter that is a word, nor the s that an apostrophe leaves before half of all words. Letters of rarer apostrophes only where what
 * follows is long: "I don't own" is no town.
 */
const ONE_IN_FRONT = /^(?:[befghkpqruvwxz]|[cdjlmnt](?=.{5}))/u;

/** Words, and numbers: four digits are a year, two and two a time of day. */
const SHORT =
  '(?:\\p{N}{2}|a[blmnstu]|b[ey]|ce|d[aeiou]|e[lmnrst]|go|h[ae]|i[flmnst]|j[ae]|l[aeo]|m[aeiy]|n[aeiou]|o[bfnru]|s[aeiou]|t[aeiou]|u[mnps]|va|w[eo]|y[ao]|zu)';
/** "She'll" is cut into two words, and is no shell. */
const OF_A_SENTENCE = new RegExp(`^${SHORT} ${SHORT}$| (?:ll|re|ve)$`, 'u');

/** @returns of how many letters the first side of a word is at least */
export function shortestFront(word: string): 1 | 2 {
  return ONE_IN_FRONT.test(word) ? 1 : 2;
}

/** "Call me at noon" is no meat. @param split a word in two, with a space between */
export function isOfASentence(split: string): boolean {
  return OF_A_SENTENCE.test(split);
}
