/** What opens a time with two ends, what joins them, and how each is read: a language has one row or two. */
import { type Reader, readPeriod } from './read-period.ts';
import { readDayOrMonth, readRomanceOrDigits, readRomanceTime } from './romance-time.ts';
import { GERMAN_WEEKDAYS, OTHER_UNTIL, TO, table } from './vocabulary.ts';

export type PairWords = { readonly joins: ReadonlySet<string>; readonly read: Reader };

/** "Von Montag bis Freitag" is every week. */
const readNoWeekday: Reader = (tokens, at, now) => (GERMAN_WEEKDAYS.has(tokens[at]?.word ?? '') ? null : readPeriod(tokens, at, now));

export const PAIRS: ReadonlyMap<string, PairWords> = table<PairWords>(
  ['between zwischen', { joins: new Set(['and', 'und']), read: readPeriod }],
  ['from seit', { joins: TO, read: readPeriod }],
  ['von vom', { joins: TO, read: readNoWeekday }],
  // "Entre 1900 y 2000" may be of anything.
  ['entre', { joins: new Set(['et', 'y', 'e']), read: readRomanceTime }],
  ['depuis desde', { joins: OTHER_UNTIL, read: readRomanceOrDigits }],
  ['de du del', { joins: OTHER_UNTIL, read: readDayOrMonth }],
);
