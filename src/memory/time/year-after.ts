import type { Token } from './tokens.ts';
import { CURRENT, PREVIOUS, yearNamed } from './vocabulary.ts';

export type YearRead = { readonly year: number; readonly next: number };

/** "2025", "of 2025", "de 2025", "of last year", "this year", right behind a part of a year. */
export function yearAfter(tokens: readonly Token[], at: number, thisYear: number): YearRead | null {
  const place = /^(?:of|del?)$/.test(tokens[at]?.word ?? '') ? at + 1 : at;
  const word = tokens[place]?.word ?? '';
  const named = yearNamed(word);
  if (named !== null) return { year: named, next: place + 1 };
  if (tokens[place + 1]?.word !== 'year') return null;
  if (CURRENT.has(word)) return { year: thisYear, next: place + 2 };
  return PREVIOUS.has(word) ? { year: thisYear - 1, next: place + 2 } : null;
}
