/** Days of one month: "March 3-9", "March 3 to 9", "3 to 9 March 2025", "3. bis 9. März", "3 au 9 mars". */

import { isCertainMonth, isModal } from './month-as-word.ts';
import { dayOf } from './period.ts';
import { dayOfMonth } from './read-month.ts';
import type { Read, Reader } from './read-period.ts';
import { dayOrFirst, romanceMonth } from './romance-day.ts';
import { isBesideNext, type Token } from './tokens.ts';
import { ARTICLES, COUNTED, MONTH_NAMES, TO } from './vocabulary.ts';

/** `next`: the first token that does not belong to it. */
type Days = { readonly first: number; readonly last: number; readonly next: number };

export const readDays: Reader = (tokens, at, now) => daysJoined(tokens, at, now, TO);

/** @param joins what may stand between the two days, beside a dash */
export function daysJoined(tokens: readonly Token[], at: number, now: number, joins: ReadonlySet<string>): Read | null {
  const month = monthAt(tokens, at);
  if (month !== undefined) return monthFirst(tokens, at, now, month, joins);
  const days = daysAt(tokens, at, joins);
  // "Pages 3-9, March issue" are no days of it.
  if (days === null || (days.next === at + 1 && !isBesideNext(tokens, at))) return null;
  // "Version 3-9 of March's tool" is none: of days with a dash the month is said at once.
  const place = days.next > at + 1 && /^(?:of|de)$/.test(tokens[days.next]?.word ?? '') ? days.next + 1 : days.next;
  const behind = monthAt(tokens, place);
  const read = behind === undefined ? null : stretch(tokens, place + 1, now, behind, days);
  // "Values from 3 to 9 may occur".
  return read === null || (read.vague === true && isModal(tokens, place)) ? null : { ...read, vague: read.vague === true && !isCertainMonth(tokens, place) };
}

function monthFirst(tokens: readonly Token[], at: number, now: number, month: number, joins: ReadonlySet<string>): Read | null {
  const days = daysAt(tokens, at + 1, joins);
  if (days === null || !isBesideNext(tokens, at)) return null;
  const behind = tokens[days.next]?.word ?? '';
  // "March 3 to 9 April" has two months, "May 3 to 9 people" none.
  if (monthAt(tokens, days.next) !== undefined || behind === 'of' || COUNTED.has(behind) || /^(?:am|pm)$/.test(behind)) return null;
  const read = stretch(tokens, days.next, now, month, days);
  return read === null ? null : { ...read, vague: read.vague === true && (!isCertainMonth(tokens, at) || isModal(tokens, at)) };
}

function stretch(tokens: readonly Token[], at: number, now: number, month: number, { first, last }: Days): Read | null {
  const read = dayOfMonth(tokens, at, now, month, first);
  const end = read === null ? null : dayOf(new Date(read.period.from).getUTCFullYear(), month, last);
  return read === null || end === null || last <= first ? null : { ...read, period: { from: read.period.from, to: end.to } };
}

function daysAt(tokens: readonly Token[], at: number, joins: ReadonlySet<string>): Days | null {
  const [, from, to] = /^(\d{1,2})\D+(\d{1,2})\D*$/.exec(tokens[at]?.word ?? '') ?? [];
  if (to !== undefined) return { first: Number(from), last: Number(to), next: at + 1 };
  const first = dayOrFirst(tokens[at]?.word);
  const joined = joins.has(tokens[at + 1]?.word ?? '');
  const place = ARTICLES.has(tokens[at + 2]?.word ?? '') ? at + 3 : at + 2;
  const last = dayOrFirst(tokens[place]?.word);
  return first === null || last === null || !joined ? null : { first, last, next: place + 1 };
}

function monthAt(tokens: readonly Token[], at: number): number | undefined {
  const word = tokens[at]?.word ?? '';
  return MONTH_NAMES.get(word) ?? romanceMonth(word);
}
