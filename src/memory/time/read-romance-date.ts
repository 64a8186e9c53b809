/** "en mars", "de marzo de 2026", "d'avril", "le 3 mars", "1er avril", "depuis lundi": French and Spanish names count by what stands before them. */
import { isBetweenDates } from './between-dates.ts';
import { since, within } from './bounds.ts';
import { isCount } from './count-words.ts';
import { goesOn } from './goes-on.ts';
import { isOtherBehind, STREETS } from './other-behind.ts';
import { readCalendarName, readYear } from './read-calendar-name.ts';
import { afterArticle } from './read-pair.ts';
import type { Read } from './read-period.ts';
import type { Found } from './read-range.ts';
import { FIRST, readRomanceDay, readRomanceMonth } from './romance-day.ts';
import { readRomanceTime } from './romance-time.ts';
import { isBesideNext, type Token, withoutDe } from './tokens.ts';
import { OTHER_SINCE } from './vocabulary.ts';

const BEFORE_DAY = new Set(['le', 'el', 'du', 'del']);
const BEFORE_QUARTER = new Set([...BEFORE_DAY, 'en', 'au', 'durante', 'pendant']);

/** @param now wall time. @returns the time that begins at this token, or null */
export function readRomanceDate(tokens: readonly Token[], at: number, now: number): Found | null {
  if (isOtherBehind(tokens, at) || STREETS.has(wordAt(tokens, at - 1))) return null;
  const read = readLed(tokens, at, now);
  if (read === null || goesOn(tokens, read.next, now) || isBetweenDates(tokens, at, now)) return null;
  const bound = OTHER_SINCE.has(wordAt(tokens, at)) ? since : within;
  return { ...bound(read.period), first: at, next: read.next };
}

function readLed(tokens: readonly Token[], at: number, now: number): Read | null {
  const word = wordAt(tokens, at);
  if (OTHER_SINCE.has(word)) return readRomanceTime(tokens, afterArticle(tokens, at + 1), now);
  if (BEFORE_QUARTER.has(word)) {
    const quarter = readQuarter(tokens, afterArticle(tokens, at + 1), now);
    if (quarter !== null) return quarter;
  }
  if (BEFORE_DAY.has(word)) return readRomanceDay(tokens, at + 1, now);
  if (word === 'en') return readRomanceMonth(tokens, at + 1, now) ?? readRomanceYear(tokens, at + 1, now);
  if (word === 'de' && isOfMonth(tokens, at, at + 1)) return readRomanceMonth(tokens, at + 1, now);
  if (word !== withoutDe(word)) return isOfMonth(tokens, at, at) ? readRomanceMonth(tokens, at, now) : null;
  return FIRST.test(word) && !BEFORE_DAY.has(wordAt(tokens, at - 1)) ? readRomanceDay(tokens, at, now) : null;
}

/** "Au troisième trimestre", "en el tercer trimestre de 2025". */
function readQuarter(tokens: readonly Token[], at: number, now: number): Read | null {
  return wordAt(tokens, at + 1) === 'trimestre' ? readCalendarName(tokens, at, now) : null;
}

/** "En 2024", "en el año 2024"; a noun right behind it is counted: "en 2024 Unternehmen". */
function readRomanceYear(tokens: readonly Token[], at: number, now: number): Read | null {
  const read = readYear(tokens, afterArticle(tokens, at), now);
  if (read === null) return null;
  return tokens[read.next]?.capital === true && isBesideNext(tokens, read.next - 1) ? null : read;
}

/** Champ de Mars, Plaza de Mayo and Cinco de Mayo are names, and so is "d'Avril". "El 25 de mayo" was read with its day. */
function isOfMonth(tokens: readonly Token[], at: number, month: number): boolean {
  const before = wordAt(tokens, at - 1);
  return tokens[month]?.capital === false && !isCount(before) && !FIRST.test(before);
}

function wordAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.word ?? '';
}
