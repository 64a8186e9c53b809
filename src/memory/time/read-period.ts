/** One stretch of time named in words, read from the tokens at a place: "last week", "March 2025", "2 months ago", "2025-03-05". */
import type { Period } from './period.ts';
import { readAgo } from './read-ago.ts';
import { readCalendarName } from './read-calendar-name.ts';
import { readDays } from './read-days.ts';
import { readIso } from './read-iso.ts';
import { readMonth } from './read-month.ts';
import { readNearDay } from './read-near-day.ts';
import { readPart } from './read-part.ts';
import { readRelative } from './read-relative.ts';
import { readSeason } from './read-season.ts';
import { readWeekOf } from './read-week-of.ts';
import type { Token } from './tokens.ts';

export type Read = {
  readonly period: Period;
  /** The first token that does not belong to it. */
  readonly next: number;
  /** Said on its own it may mean something else ("May I", "the second half"), so it counts only after a word such as "in" or "since". */
  readonly vague?: boolean;
};

/** @param now wall time */
export type Reader = (tokens: readonly Token[], at: number, now: number) => Read | null;

const READERS: readonly Reader[] = [readIso, readNearDay, readRelative, readAgo, readWeekOf, readDays, readPart, readMonth, readSeason, readCalendarName];

export const readPeriod: Reader = (tokens, at, now) => {
  for (const read of READERS) {
    const found = read(tokens, at, now);
    if (found !== null && found.period.from < found.period.to) return found;
  }
  return null;
};
