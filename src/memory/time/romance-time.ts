import { readPart } from './read-part.ts';
import { type Reader, readPeriod } from './read-period.ts';
import { readRomanceDay, readRomanceWeekday, readSmallMonth } from './romance-day.ts';

/** What has two ends behind "de": "de lunes a viernes" is every week. */
export const readDayOrMonth: Reader = (tokens, at, now) => readRomanceDay(tokens, at, now) ?? readSmallMonth(tokens, at, now) ?? readPart(tokens, at, now);

/** What may follow "depuis" and "entre". "Depuis Mars" and "desde Julio" are of a planet and of a man: a month is written small. */
export const readRomanceTime: Reader = (tokens, at, now) => readDayOrMonth(tokens, at, now) ?? readRomanceWeekday(tokens, at, now);

/** Also "2024" and "2025-03-01": other names of times are other words there. */
export const readRomanceOrDigits: Reader = (tokens, at, now) =>
  readRomanceTime(tokens, at, now) ?? (/^\d/.test(tokens[at]?.word ?? '') ? readPeriod(tokens, at, now) : null);
