/** A time with the words before it that say how it is meant: "in March", "since Monday", "between March and May", "am Montag". */
import { after, type Bound, type Bounds, before, since, until, within } from './bounds.ts';
import { isGermanOn } from './german-on.ts';
import { goesOn } from './goes-on.ts';
import { type Read, type Reader, readPeriod } from './read-period.ts';
import type { Token } from './tokens.ts';
import { ARTICLES, IN, MOVING, OTHER_SINCE, OTHER_UNTIL, yearNamed } from './vocabulary.ts';

/** `first`: the token that it begins with. `next`: the first that does not belong to it. */
export type Found = Bounds & { readonly first: number; readonly next: number };

/** @param now wall time. @returns the time that begins at this token, or null */
export function readRange(tokens: readonly Token[], at: number, now: number): Found | null {
  const word = tokens[at]?.word ?? '';
  if (word === 'between') return readPair(tokens, at, afterThe(tokens, at + 1), now, AND);
  if (word === 'from') {
    const pair = readPair(tokens, at, afterThe(tokens, at + 1), now, TO);
    if (pair !== null) return pair;
  }
  const bound = BOUNDS.get(word);
  if (bound !== undefined) return readOne(tokens, at, afterThe(tokens, at + 1), now, bound);
  if (OTHER_SINCE.has(word)) return readOtherSince(tokens, at, now);
  // "Over 2000 users": nobody says "over 2024" of a year.
  if (word === 'over' && yearNamed(tokens[at + 1]?.word) !== null) return null;
  // "What went on yesterday": nobody says "on yesterday".
  if (word === 'on' && GOES.has(tokens[at - 1]?.word ?? '') && MOVING.has(tokens[at + 1]?.word ?? '')) return null;
  if (IN.has(word) || isGermanOn(tokens, at)) return readOne(tokens, at, afterThe(tokens, at + 1), now, within);
  return readAlone(tokens, at, afterThe(tokens, at), now);
}

const AND = new Set(['and']);
const TO = new Set(['to', 'until', 'till', 'through']);
const GOES = new Set(['go', 'goes', 'going', 'gone', 'went']);
const BOUNDS: ReadonlyMap<string, Bound> = new Map([
  ['since', since],
  ['until', until],
  ['till', until],
  ['before', before],
  ['after', after],
]);

/** Only dates and years: their names of months and weekdays are others, and "depuis mon arrivée" is no Monday. */
function readOtherSince(tokens: readonly Token[], at: number, now: number): Found | null {
  const place = ARTICLES.has(tokens[at + 1]?.word ?? '') ? at + 2 : at + 1;
  const mayFollow = tokens[at]?.word === 'seit' || /^\d/.test(tokens[place]?.word ?? '');
  if (!mayFollow || isShortName(tokens, place)) return null;
  const pair = readPair(tokens, at, place, now, OTHER_UNTIL);
  if (pair !== null) return pair;
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
  const read = readPeriod(tokens, at, now);
  return read === null || read.vague === true ? null : { ...read.period, first, next: read.next };
}

/** "between March and May": the later one is the latest that has begun, the earlier one the last before it. */
export function readPair(
  tokens: readonly Token[],
  first: number,
  at: number,
  now: number,
  joints: ReadonlySet<string>,
  read: Reader = readPeriod,
): Found | null {
  const left = read(tokens, at, now);
  if (left === null || !joints.has(tokens[left.next]?.word ?? '')) return null;
  const place = ARTICLES.has(tokens[left.next + 1]?.word ?? '') ? left.next + 2 : afterThe(tokens, left.next + 1);
  const right = read(tokens, place, now);
  if (right === null) return null;
  const early = isOf(left, right) ? left : read(tokens, at, right.period.from);
  return early === null || early.period.from >= right.period.to ? null : { from: early.period.from, to: right.period.to, first, next: right.next };
}

/** Without a year of its own the earlier one is not the latest there is, but the latest before the other. */
function isOf(left: Read, right: Read): boolean {
  const ownYear = left.vague !== true || right.vague === true;
  return ownYear && left.period.from < right.period.to;
}

function afterThe(tokens: readonly Token[], at: number): number {
  return tokens[at]?.word === 'the' ? at + 1 : at;
}
