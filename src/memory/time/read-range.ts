/** A time with the words before it that say how it is meant: "in March", "since Monday", "between March and May", "am Montag". */
import { after, type Bound, type Bounds, before, since, until, within } from './bounds.ts';
import { isGermanOn } from './german-on.ts';
import { goesOn } from './goes-on.ts';
import { isOtherBehind } from './other-behind.ts';
import { PART_WORDS } from './part-words.ts';
import { afterArticle, readPair } from './read-pair.ts';
import { readPeriod } from './read-period.ts';
import type { Token } from './tokens.ts';
import { IN, MOVING, OTHER_SINCE, yearNamed } from './vocabulary.ts';

/** `first`: the token that it begins with. `next`: the first that does not belong to it. */
export type Found = Bounds & { readonly first: number; readonly next: number };

/** @param now wall time. @returns the time that begins at this token, or null */
export function readRange(tokens: readonly Token[], at: number, now: number): Found | null {
  const word = tokens[at]?.word ?? '';
  const pair = readPair(tokens, at, now);
  if (pair !== null) return pair;
  const bound = isUntilPart(tokens, at) ? until : BOUNDS.get(word);
  if (bound !== undefined) return readOne(tokens, at, afterThe(tokens, at + 1), now, bound);
  if (OTHER_SINCE.has(word)) return readOtherSince(tokens, at, now);
  // "Over 2000 users": nobody says "over 2024" of a year.
  if (word === 'over' && yearNamed(tokens[at + 1]?.word) !== null) return null;
  // "What went on yesterday": nobody says "on yesterday".
  if (word === 'on' && GOES.has(tokens[at - 1]?.word ?? '') && MOVING.has(tokens[at + 1]?.word ?? '')) return null;
  if (IN.has(word) || isGermanOn(tokens, at) || isAtWeekend(tokens, at)) return readOne(tokens, at, afterThe(tokens, at + 1), now, within);
  return readAlone(tokens, at, afterThe(tokens, at), now);
}

/** Of a time with hours "at" is said otherwise. */
function isAtWeekend(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.word === 'at' && tokens[afterThe(tokens, at + 1)]?.word === 'weekend';
}

const GOES = new Set(['go', 'goes', 'going', 'gone', 'went']);
const BOUNDS: ReadonlyMap<string, Bound> = new Map([
  ['since', since],
  ['until', until],
  ['till', until],
  ['before', before],
  ['after', after],
]);

/** "By the end of March", "before the end of March" are up to its last day, not to its last third. */
function isUntilPart(tokens: readonly Token[], at: number): boolean {
  const part = tokens[afterThe(tokens, at + 1)]?.word ?? '';
  return tokens[at]?.word === 'by' ? PART_WORDS.has(part) : tokens[at]?.word === 'before' && part === 'end';
}

/** Only dates and years: their names of months and weekdays are others, and "depuis mon arrivée" is no Monday. */
function readOtherSince(tokens: readonly Token[], at: number, now: number): Found | null {
  const place = afterArticle(tokens, at + 1);
  const mayFollow = tokens[at]?.word === 'seit' || /^\d/.test(tokens[place]?.word ?? '');
  if (!mayFollow || isShortName(tokens, place)) return null;
  const read = readOne(tokens, at, place, now, since);
  return read === null || goesOn(tokens, read.next, now) ? null : read;
}

/** "Seit Jan hier ist": in German a month is written like a name. */
function isShortName(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.word === 'jan' && yearNamed(tokens[at + 1]?.word) === null;
}

function readOne(tokens: readonly Token[], first: number, at: number, now: number, bound: Bound): Found | null {
  const read = readPeriod(tokens, at, now);
  return read === null ? null : { ...bound(read.period), first, next: read.next };
}

function readAlone(tokens: readonly Token[], first: number, at: number, now: number): Found | null {
  const read = isOtherBehind(tokens, first) ? null : readPeriod(tokens, at, now);
  return read === null || read.vague === true ? null : { ...read.period, first, next: read.next };
}

function afterThe(tokens: readonly Token[], at: number): number {
  return tokens[at]?.word === 'the' ? at + 1 : at;
}
