/**
 * A word of a question, and how else a memory may have it. One line each, because results are kept for their next pages as lists of
 * terms; no word has a tab in it.
 */
const BETWEEN = '\t';

export function soughtTerm(word: string, otherWays: readonly string[]): string {
  return [word, ...otherWays].join(BETWEEN);
}

/** @returns the word itself, which is the one that a person is told, and its other ways */
export function waysOf(term: string): readonly [string, ...string[]] {
  const [word = term, ...otherWays] = term.split(BETWEEN);
  return [word, ...otherWays];
}
