import { readRomanceDay, readRomanceMonth, readRomanceWeekday } from './romance-day.ts';
import type { Token } from './tokens.ts';
import { ARTICLES, OTHER_UNTIL, yearNamed } from './vocabulary.ts';

/** "Du 3 mars au 5 mai", "desde el lunes hasta el 5 de abril" are longer than what they begin with. */
export function goesOn(tokens: readonly Token[], at: number, now: number): boolean {
  if (!OTHER_UNTIL.has(tokens[at]?.word ?? '')) return false;
  const place = ARTICLES.has(tokens[at + 1]?.word ?? '') ? at + 2 : at + 1;
  if (yearNamed(tokens[place]?.word) !== null) return true;
  return [readRomanceDay, readRomanceMonth, readRomanceWeekday].some((read) => read(tokens, place, now) !== null);
}
