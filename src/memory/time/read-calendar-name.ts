/** Parts of a year by name: "Q1 2025", "first quarter", "second half of last year", "H2", "summer", "2024". */
import { latest } from './latest.ts';
import { halfOf, type Period, quarterOf, seasonOf, yearOf } from './period.ts';
import type { Reader } from './read-period.ts';
import type { Token } from './tokens.ts';
import { COUNTED, ORDINALS, SEASONS, yearNamed } from './vocabulary.ts';
import { yearAfter } from './year-after.ts';

export const readCalendarName: Reader = (tokens, at, now) => {
  const part = partOfYear(tokens, at);
  if (part === null) {
    const named = COUNTED.has(tokens[at + 1]?.word ?? '') ? null : yearNamed(tokens[at]?.word);
    return named === null ? null : { period: yearOf(named), next: at + 1, vague: true };
  }
  const named = yearAfter(tokens, part.next, new Date(now).getUTCFullYear());
  if (named !== null) return { period: part.ofYear(named.year), next: named.next };
  return { period: latest(now, 'begun', part.ofYear), next: part.next, vague: true };
};

type PartOfYear = { readonly ofYear: (year: number) => Period; readonly next: number };

function partOfYear(tokens: readonly Token[], at: number): PartOfYear | null {
  const word = tokens[at]?.word ?? '';
  const [, letter, digit] = /^(q[1-4]|h[12])$/.test(word) ? [word, word[0], word[1]] : [];
  if (letter !== undefined) return { ofYear: numbered(letter, Number(digit) - 1), next: at + 1 };
  const season = SEASONS.get(word);
  if (season !== undefined) return { ofYear: (year) => seasonOf(year, season), next: at + 1 };
  const index = ORDINALS.get(word);
  const kind = tokens[at + 1]?.word;
  if (index === undefined || !(kind === 'quarter' || (kind === 'half' && index < 2))) return null;
  return { ofYear: numbered(kind === 'quarter' ? 'q' : 'h', index), next: at + 2 };
}

function numbered(letter: string, index: number): (year: number) => Period {
  return (year) => (letter === 'q' ? quarterOf(year, index) : halfOf(year, index));
}
