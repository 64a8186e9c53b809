/** "last week", "past 3 days", "this morning", "last March". */
import { countAndUnit } from './count-and-unit.ts';
import { latest } from './latest.ts';
import { DAY, monthOf, nightOf, type Period, partOfDay, unitAround, unitsBefore, weekendOf } from './period.ts';
import type { Reader } from './read-period.ts';
import { CURRENT, MONTH_NAMES, PARTS_OF_DAY, PREVIOUS, UNITS, WEEKDAYS } from './vocabulary.ts';
import { weekdayBefore, weekdayOfThisWeek } from './week-days.ts';

export const readRelative: Reader = (tokens, at, now) => {
  const [first = '', word = ''] = [tokens[at]?.word, tokens[at + 1]?.word];
  const next = at + 2;
  if (CURRENT.has(first)) return read(current(word, now), next);
  if (!PREVIOUS.has(first)) return null;
  const counted = countAndUnit(tokens, at + 1);
  if (counted !== null) return { period: unitsBefore(now, counted.unit, counted.count), next: counted.next };
  const unit = UNITS.get(word);
  if (unit !== undefined && isUpToNow(first, tokens, at)) return { period: unitsBefore(now, unit, 1), next };
  return read(previous(word, now), next);
};

const WITHIN = new Set(['in', 'over', 'within', 'during']);

/** "The past month" and "over the last year" end now, where "last month" is one of the calendar. */
function isUpToNow(first: string, tokens: Parameters<Reader>[0], at: number): boolean {
  return first === 'past' || (first === 'last' && tokens[at - 1]?.word === 'the' && WITHIN.has(tokens[at - 2]?.word ?? ''));
}

function read(period: Period | null, next: number) {
  return period === null ? null : { period, next };
}

/** A unit is the whole one before this one; anything else the latest that is over. */
function previous(word: string, now: number): Period | null {
  const unit = UNITS.get(word);
  if (unit !== undefined) return unitAround(now, unit, -1);
  const part = PARTS_OF_DAY.get(word);
  if (part !== undefined) return partOfDay(now - DAY, part);
  if (word === 'weekend') return weekendOf(now - 7 * DAY);
  const weekday = WEEKDAYS.get(word);
  if (weekday !== undefined) return weekdayBefore(now, weekday, 1);
  const month = MONTH_NAMES.get(word);
  return month === undefined ? null : latest(now, 'over', (year) => monthOf(year, month));
}

function current(word: string, now: number): Period | null {
  const unit = UNITS.get(word);
  if (unit !== undefined) return unitAround(now, unit);
  const part = PARTS_OF_DAY.get(word);
  if (part === 'night') return nightOf(now);
  if (part !== undefined) return partOfDay(now, part);
  if (word === 'weekend') return weekendOf(now);
  const weekday = WEEKDAYS.get(word);
  if (weekday !== undefined) return weekdayOfThisWeek(now, weekday);
  const month = MONTH_NAMES.get(word);
  return month === undefined ? null : monthOf(new Date(now).getUTCFullYear(), month);
}
