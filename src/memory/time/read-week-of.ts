/** "The week of October 5", "die Woche vom 5. Oktober", "la semaine du 5 octobre": the whole week that this day is in. */
import { DAY, unitAround } from './period.ts';
import { readIso } from './read-iso.ts';
import { readMonth } from './read-month.ts';
import type { Reader } from './read-period.ts';
import { readRomanceDay } from './romance-day.ts';
import { textFrom } from './tokens.ts';

const WEEK_OF = /^(?:(?:der|die|la) )?(?:week of(?: the)?|woche (?:vom|des)|semaine du|semana del) (?=\d|\p{L})/u;

export const readWeekOf: Reader = (tokens, at, now) => {
  const [said] = WEEK_OF.exec(textFrom(tokens, at)) ?? [];
  if (said === undefined) return null;
  const place = at + said.trim().split(' ').length;
  const day = readIso(tokens, place, now) ?? readMonth(tokens, place, now) ?? readRomanceDay(tokens, place, now);
  return day === null || day.period.to - day.period.from !== DAY ? null : { period: unitAround(day.period.from, 'week'), next: day.next };
};
