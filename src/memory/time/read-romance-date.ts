/** "en mars", "de marzo de 2026", "d'avril", "le 3 mars", "1er avril", "depuis lundi": French and Spanish names count by what stands before them. */
import { isBetweenDates } from './between-dates.ts';
import { since, within } from './bounds.ts';
import { isCount } from './count-words.ts';
import { goesOn } from './goes-on.ts';
import type { Read } from './read-period.ts';
import type { Found } from './read-range.ts';
import { readRomancePair } from './read-romance-pair.ts';
import { FIRST, readRomanceDay, readRomanceMonth } from './romance-day.ts';
import { readRomanceTime } from './romance-time.ts';
import { type Token, withoutDe } from './tokens.ts';
import { ARTICLES, OTHER_SINCE } from './vocabulary.ts';

const BEFORE_DAY = new Set(['le', 'el', 'du', 'del']);
/** What follows is not that time, but one before or after it: "avant le 3 mars", "antes de marzo". */
const OTHER_BEHIND = new Set(['avant', 'après', 'dès', 'antes', 'después', 'despues', 'hasta', 'partir']);
/** What is named after a day: "place du 14 juillet". */
const STREETS = new Set(['place', 'rue', 'avenue', 'boulevard', 'square', 'pont', 'station', 'plaza', 'calle', 'avenida']);

/** @param now wall time. @returns the time that begins at this token, or null */
export function readRomanceDate(tokens: readonly Token[], at: number, now: number): Found | null {
  const before = wordAt(tokens, at - 1);
  if (OTHER_BEHIND.has(before) || STREETS.has(before)) return null;
  const pair = readRomancePair(tokens, at, now);
  if (pair !== null) return pair;
  const read = readLed(tokens, at, now);
  if (read === null || goesOn(tokens, read.next, now) || isBetweenDates(tokens, at, now)) return null;
  const bound = OTHER_SINCE.has(wordAt(tokens, at)) ? since : within;
  return { ...bound(read.period), first: at, next: read.next };
}

function readLed(tokens: readonly Token[], at: number, now: number): Read | null {
  const word = wordAt(tokens, at);
  if (OTHER_SINCE.has(word)) return readRomanceTime(tokens, ARTICLES.has(wordAt(tokens, at + 1)) ? at + 2 : at + 1, now);
  if (BEFORE_DAY.has(word)) return readRomanceDay(tokens, at + 1, now);
  if (word === 'en' || (word === 'de' && isOfMonth(tokens, at, at + 1))) return readRomanceMonth(tokens, at + 1, now);
  if (word !== withoutDe(word)) return isOfMonth(tokens, at, at) ? readRomanceMonth(tokens, at, now) : null;
  return FIRST.test(word) && !BEFORE_DAY.has(wordAt(tokens, at - 1)) ? readRomanceDay(tokens, at, now) : null;
}

/** Champ de Mars, Plaza de Mayo and Cinco de Mayo are names, and so is "d'Avril". "El 25 de mayo" was read with its day. */
function isOfMonth(tokens: readonly Token[], at: number, month: number): boolean {
  const before = wordAt(tokens, at - 1);
  return tokens[month]?.capital === false && !isCount(before) && !FIRST.test(before);
}

function wordAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.word ?? '';
}
