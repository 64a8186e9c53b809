/** A question as words and numbers with their places, so that an expression can be taken out of it. */

export type Token = {
  /** In lower case; a full stop after an abbreviation is gone. */
  readonly word: string;
  /** It was written with a capital, as far as it is a name: also "d'Avril", and not "D'avril". */
  readonly capital: boolean;
  /** A hyphen ties it to the word before: "mi-novembre", "Ende-zu-Ende". */
  readonly hyphened: boolean;
  readonly start: number;
  readonly end: number;
};

/** More than that is no question about a time, and every reader of it stays cheap. */
export const LONGEST = 500;

/** ISO dates and times, and dotted and slashed dates, where they stand alone. */
const DATE =
  /(?:\d{4}-w?\d{1,2}(?:-\d{1,2})?(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:\d{2})?)?|\d{1,4}[./]\d{1,2}[./]\d{1,4})(?![\p{L}\p{N}_]|[-./][\p{L}\p{N}_])/iu;
/** "3-9", "3.–9.", "3rd - 9th", where it stands alone: days, before or behind a month. */
const DAYS = /\d{1,2}(?:\.|st|nd|rd|th)? ?[-–—] ?\d{1,2}(?:st|nd|rd|th)?(?![\p{L}\p{N}_]|[-./–—]\p{N})(?:\.(?= \p{L}))?/iu;
/** A number of a thing and no date: CVE-2025-12345, ticket_2025-06, logs/2025-06.txt, #2024, $2000, 2024.1. */
const NUMBERED = /[#./_-]?(?=[\p{L}\p{M}\p{N}_./-]*\d[-.]\d)[\p{L}\p{M}\p{N}_]+(?:[./-]+[\p{L}\p{M}\p{N}_]+)+|[#$€£¥][\p{L}\p{N}]+|\d+[$€£¥%]/iu;
const WORD = /[\p{L}\p{M}\p{N}'’]+/u;
/** No nested repetition without a sign between: it reads in one pass. */
const TOKEN = new RegExp([DATE, DAYS, NUMBERED, WORD].map(({ source }) => source).join('|'), 'giu');

export function tokensOf(text: string): Token[] {
  const head = text.slice(0, LONGEST);
  return [...head.matchAll(TOKEN)].map(({ 0: word, index }) => ({
    word: word.toLowerCase().replace(/['’]s$/, ''),
    capital: /^\p{Lu}/u.test(withoutDe(word)),
    hyphened: head[index - 1] === '-',
    start: index,
    end: index + word.length,
  }));
}

/** "Avril" of "d'Avril". */
export function withoutDe(word: string): string {
  return word.replace(/^d['’]/i, '');
}

/** @returns whether the next one follows with a space or a hyphen between, and no comma or full stop */
export function isBesideNext(tokens: readonly Token[], at: number): boolean {
  return tokens[at + 1]?.start === (tokens[at]?.end ?? 0) + 1;
}

/** The words from a place on, as far as any phrase about a time goes. */
export function textFrom(tokens: readonly Token[], at: number): string {
  return tokens
    .slice(at, at + 7)
    .map(({ word }) => word)
    .join(' ');
}
