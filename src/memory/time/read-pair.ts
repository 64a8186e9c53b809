/** "Between March and May", "vom 3. bis 9. März", "de mars à mai", "desde el 3 de marzo hasta el 5 de abril". */
import { isCount } from './count-words.ts';
import { PAIRS, type PairWords } from './pair-words.ts';
import { daysJoined } from './read-days.ts';
import type { Read } from './read-period.ts';
import type { Found } from './read-range.ts';
import type { Token } from './tokens.ts';
import { ARTICLES } from './vocabulary.ts';

/** @param now wall time. @returns the time with two ends that begins at this token, or null */
export function readPair(tokens: readonly Token[], at: number, now: number): Found | null {
  const word = tokens[at]?.word ?? '';
  const words = PAIRS.get(word);
  // "El 3 de marzo al 5 de abril" does not begin with that March.
  if (words === undefined || (word === 'de' && isCount(tokens[at - 1]?.word ?? ''))) return null;
  const place = afterArticle(tokens, at + 1);
  const days = daysJoined(tokens, place, now, words.joins);
  return days === null ? twoEnds(tokens, at, place, now, words) : { ...days.period, first: at, next: days.next };
}

/** The later one is the latest that has begun, the earlier one the last before it. */
function twoEnds(tokens: readonly Token[], first: number, at: number, now: number, { joins, read }: PairWords): Found | null {
  const left = read(tokens, at, now);
  if (left === null || !joins.has(tokens[left.next]?.word ?? '')) return null;
  const right = read(tokens, afterArticle(tokens, left.next + 1), now);
  if (right === null) return null;
  const early = isOf(left, right) ? left : read(tokens, at, right.period.from);
  return early === null || early.period.from >= right.period.to ? null : { from: early.period.from, to: right.period.to, first, next: right.next };
}

/** Without a year of its own the earlier one is not the latest there is, but the latest before the other. */
function isOf(left: Read, right: Read): boolean {
  const ownYear = left.vague !== true || right.vague === true;
  return ownYear && left.period.from < right.period.to;
}

/** @returns the place behind "the", "dem" or "le", where one stands */
export function afterArticle(tokens: readonly Token[], at: number): number {
  return ARTICLES.has(tokens[at]?.word ?? '') ? at + 1 : at;
}
