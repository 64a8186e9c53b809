import { movedAfter } from './moved-after.ts';
import type { Token } from './tokens.ts';
import { yearNamed } from './vocabulary.ts';

export type YearRead = { readonly year: number; readonly next: number };

/** "2025", "of 2025", "de 2025", "of last year", "del año pasado", "vor zwei Jahren", right behind a part of a year. */
export function yearAfter(tokens: readonly Token[], at: number, thisYear: number): YearRead | null {
  const place = /^(?:of|del?)$/.test(tokens[at]?.word ?? '') ? at + 1 : at;
  const named = yearNamed(tokens[place]?.word);
  if (named !== null) return { year: named, next: place + 1 };
  const moved = movedAfter(tokens, at, 'year');
  return moved === null ? null : { year: thisYear + moved.by, next: moved.next };
}
