/** A question as words and numbers with their places, so that an expression can be taken out of it. */

export type Token = {
  /** In lower case; a full stop after an abbreviation is gone. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
};

/** More than that is no question about a time, and every reader of it stays cheap. */
export const LONGEST = 500;

/** ISO dates and times, dotted and slashed dates, ordinals and quarters stay one token. No nested repetition: it reads in one pass. */
const TOKEN =
  /\d{4}-w?\d{1,2}(?:-\d{1,2})?(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:\d{2})?)?|\d{1,4}[./]\d{1,2}[./]\d{1,4}|[\p{L}\p{M}\p{N}'’]+/giu;

export function tokensOf(text: string): Token[] {
  const head = text.slice(0, LONGEST);
  return [...head.matchAll(TOKEN)].map(({ 0: word, index }) => ({ word: word.toLowerCase().replace(/['’]s$/, ''), start: index, end: index + word.length }));
}
