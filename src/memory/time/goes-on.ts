import { readRomanceOrDigits } from './romance-time.ts';
import type { Token } from './tokens.ts';
import { ARTICLES, OTHER_UNTIL } from './vocabulary.ts';

/** "Du 3 mars au 5 mai", "desde el lunes hasta el 5 de abril" are longer than what they begin with. */
export function goesOn(tokens: readonly Token[], at: number, now: number): boolean {
  if (!OTHER_UNTIL.has(tokens[at]?.word ?? '')) return false;
  const place = ARTICLES.has(tokens[at + 1]?.word ?? '') ? at + 2 : at + 1;
  return readRomanceOrDigits(tokens, place, now) !== null;
}
