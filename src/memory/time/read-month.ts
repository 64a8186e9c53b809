/** "March", "March 2025", "March 5", "5th of March 2025". A date without a year is the latest that is not to come. */
import { latest } from './latest.ts';
import { DAY, dayOf, monthOf, monthStart } from './period.ts';
import type { Read, Reader } from './read-period.ts';
import type { Token } from './tokens.ts';
import { dayNamed, MONTH_NAMES } from './vocabulary.ts';
import { yearAfter } from './year-after.ts';

export const readMonth: Reader = (tokens, at, now) => {
  const word = tokens[at]?.word ?? '';
  const month = MONTH_NAMES.get(word);
  if (month === undefined) return dayFirst(tokens, at, now);
  // Right behind a day it was read with that day before, or the calendar has no such day: 30 February is no whole February.
  if (dayNamed(tokens[tokens[at - 1]?.word === 'of' ? at - 2 : at - 1]?.word) !== null) return null;
  const named = yearAfter(tokens, at + 1, new Date(now).getUTCFullYear());
  if (named !== null) return { period: monthOf(named.year, month), next: named.next };
  const day = dayNamed(tokens[at + 1]?.word);
  if (day !== null) return dayOfMonth(tokens, at + 2, now, month, day);
  return { period: latest(now, 'begun', (year) => monthOf(year, month)), next: at + 1, vague: true };
};

const dayFirst: Reader = (tokens, at, now) => {
  const day = dayNamed(tokens[at]?.word);
  const place = tokens[at + 1]?.word === 'of' ? at + 2 : at + 1;
  const month = MONTH_NAMES.get(tokens[place]?.word ?? '');
  return day === null || month === undefined ? null : dayOfMonth(tokens, place + 1, now, month, day);
};

/** "May 3 people" is no date, so one without a year stays vague. */
export function dayOfMonth(tokens: readonly Token[], at: number, now: number, month: number, day: number): Read | null {
  const thisYear = new Date(now).getUTCFullYear();
  const named = yearAfter(tokens, at, thisYear);
  const year = named?.year ?? (monthStart(thisYear, month) + (day - 1) * DAY <= now ? thisYear : thisYear - 1);
  const period = dayOf(year, month, day);
  return period === null ? null : { period, next: named?.next ?? at, vague: named === null };
}
