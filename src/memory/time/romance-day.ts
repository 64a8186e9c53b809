/** "3 mars", "3 de marzo de 2026", "1er avril"; "mars 2026", "marzo de 2026"; "lundi", "lunes pasado": what follows "le", "en" or "desde". */
import { foldText } from '../../shared/fold-text.ts';
import { latest } from './latest.ts';
import { monthOf } from './period.ts';
import { dayOfMonth } from './read-month.ts';
import { ofNamedWeek } from './read-near-day.ts';
import type { Reader } from './read-period.ts';
import { ROMANCE_MONTHS, ROMANCE_WEEKDAYS } from './romance-names.ts';
import { type Token, withoutDe } from './tokens.ts';
import { dayNamed, OTHER_LAST } from './vocabulary.ts';
import { weekdayBefore } from './week-days.ts';
import { yearAfter } from './year-after.ts';

/** It is a day and nothing else, where "3 mars" may be three bars of chocolate. */
export const FIRST = /^(?:1(?:er|ro|º)|premier|primero)$/;

export const readRomanceDay: Reader = (tokens, at, now) => {
  const day = dayOrFirst(tokens[at]?.word);
  const place = tokens[at + 1]?.word === 'de' ? at + 2 : at + 1;
  const month = romanceMonth(tokens[place]?.word);
  const read = day === null || month === undefined ? null : dayOfMonth(tokens, place + 1, now, month, day);
  return read !== null && isLast(tokens, read.next) ? { ...read, next: read.next + 1 } : read;
};

export const readRomanceMonth: Reader = (tokens, at, now) => {
  const month = romanceMonth(tokens[at]?.word);
  if (month === undefined) return null;
  const named = yearAfter(tokens, at + 1, new Date(now).getUTCFullYear());
  if (named !== null) return { period: monthOf(named.year, month), next: named.next };
  const last = isLast(tokens, at + 1);
  return { period: latest(now, last ? 'over' : 'begun', (year) => monthOf(year, month)), next: last ? at + 2 : at + 1, vague: !last };
};

/** "Fin de mars", "de mars à mai": the planet and "Julio" have a capital. */
export const readSmallMonth: Reader = (tokens, at, now) => (tokens[at]?.capital === true ? null : readRomanceMonth(tokens, at, now));

export const readRomanceWeekday: Reader = (tokens, at, now) => {
  const weekday = ROMANCE_WEEKDAYS.get(foldText(tokens[at]?.word ?? ''));
  if (weekday === undefined) return null;
  const last = isLast(tokens, at + 1);
  return ofNamedWeek(tokens, at + 1, now, weekday) ?? { period: weekdayBefore(now, weekday, last ? 1 : 0), next: last ? at + 2 : at + 1 };
};

/** 1 to 31, or null */
export function dayOrFirst(word = ''): number | null {
  return FIRST.test(word) ? 1 : dayNamed(word);
}

/** "Mars dernier", "lunes pasado". */
function isLast(tokens: readonly Token[], at: number): boolean {
  return OTHER_LAST.has(tokens[at]?.word ?? '');
}

/** @param word also "d'avril" */
export function romanceMonth(word = ''): number | undefined {
  return ROMANCE_MONTHS.get(foldText(withoutDe(word)));
}
