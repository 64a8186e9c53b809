import { type Reader, readPeriod } from './read-period.ts';
import { readRomanceDay, readRomanceMonth, readRomanceWeekday } from './romance-day.ts';

/** What may follow "depuis" and "entre". "Depuis Mars" and "desde Julio" are of a planet and of a man: a month is written small. */
export const readRomanceTime: Reader = (tokens, at, now) => {
  const month = tokens[at]?.capital === true ? null : readRomanceMonth(tokens, at, now);
  return readRomanceDay(tokens, at, now) ?? month ?? readRomanceWeekday(tokens, at, now);
};

/** Also "2024" and "2025-03-01": other names of times are other words there. */
export const readRomanceOrDigits: Reader = (tokens, at, now) =>
  readRomanceTime(tokens, at, now) ?? (/^\d/.test(tokens[at]?.word ?? '') ? readPeriod(tokens, at, now) : null);
