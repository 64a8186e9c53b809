/** Dates in digits: ISO 8601 days, months, weeks and times, and local orders that leave no doubt. */
import { isoInstant } from './iso-instant.ts';
import { dayOf, monthOf, type Period, unitAround } from './period.ts';
import type { Reader } from './read-period.ts';

const TIME = /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(z|[+-]\d{2}:\d{2})?$/;
const MINUTE = 60_000;

export const readIso: Reader = (tokens, at) => {
  const word = tokens[at]?.word ?? '';
  if (!/^\d/.test(word)) return null;
  const period = time(word) ?? day(word) ?? month(word) ?? week(word) ?? localDay(word);
  return period === null ? null : { period, next: at + 1 };
};

/** A time with a zone is an instant, not a time on the wall; `time-bound.ts` reads those. */
function time(word: string): Period | null {
  const [, date, clock, seconds, zone] = TIME.exec(word) ?? [];
  if (date === undefined || zone !== undefined) return null;
  const from = isoInstant(`${date}T${clock}:${seconds ?? '00'}Z`);
  return from === null ? null : { from, to: from + (seconds === undefined ? MINUTE : 1000) };
}

function day(word: string): Period | null {
  const [, year, month, date] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word) ?? [];
  return date === undefined ? null : calendarDay(year, month, date);
}

function month(word: string): Period | null {
  const [, year, number] = /^(\d{4})-(\d{2})$/.exec(word) ?? [];
  const index = Number(number) - 1;
  return index >= 0 && index < 12 ? monthOf(Number(year), index) : null;
}

/** The first week of a year has its 4 January (ISO 8601 §3.1.1.23). */
function week(word: string): Period | null {
  const [, year, number] = /^(\d{4})-w(\d{1,2})$/.exec(word) ?? [];
  const fourth = dayOf(Number(year), 0, 4);
  const moved = Number(number) - 1;
  return fourth === null || !(moved >= 0 && moved < 53) ? null : unitAround(fourth.from, 'week', moved);
}

/** 31.12.2025 and 2025/12/31 are clear; 12/31/2025 too, because no year has 31 months. 03/04/2025 is not, and stays words. */
function localDay(word: string): Period | null {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(word) ?? [];
  if (year !== undefined) return calendarDay(year, month, day);
  const [, first, second, third] = /^(\d{1,4})\/(\d{1,2})\/(\d{1,4})$/.exec(word) ?? [];
  if (first?.length === 4) return calendarDay(first, second, third);
  if (third?.length !== 4) return null;
  if (Number(first) > 12 || first === second) return calendarDay(third, second, first);
  return Number(second) > 12 ? calendarDay(third, first, second) : null;
}

function calendarDay(year: string | undefined, month: string | undefined, day: string | undefined): Period | null {
  return dayOf(Number(year), Number(month) - 1, Number(day));
}
