/** What the name of a month may be beside it. */
import type { Token } from './tokens.ts';
import { MONTH_NAMES } from './vocabulary.ts';

/** "March 3-9 miles" may be walked, and "2 to 3 mars" eaten. */
export function isCertainMonth(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  return MONTH_NAMES.has(word) && (tokens[at]?.capital === true || !/^(?:may|march)$/.test(word));
}

/** "May 3-5 people come?", "9 may occur". */
export function isModal(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.word === 'may' && (at === 0 || tokens[at]?.capital === false);
}
