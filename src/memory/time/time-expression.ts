/**
 * A question in natural words may say when: "what did we decide last week about the port". The time becomes a filter, and its
 * words are taken out, so that they are not searched for. Reads from left to right and looks ahead by a few words only.
 */
import { foldText } from '../../shared/fold-text.ts';
import { readOtherLanguage } from './other-languages.ts';
import type { Period } from './period.ts';
import { type Read, readPeriod } from './read-period.ts';
import { LONGEST, type Token, tokensOf } from './tokens.ts';
import { MOVING, yearNamed } from './vocabulary.ts';
import type { WallClock } from './wall-clock.ts';

/** Milliseconds since the epoch; null is open. */
export type TimeRange = { readonly after: number | null; readonly before: number | null };

/** How a question tells a time, for memories that may have the same words. */
export type TimeName = {
  /** Folded, without "in" and the like. */
  readonly said: readonly string[];
  /** Told from today, such as "last week": another time whenever it is said. */
  readonly moving: boolean;
};

export type TimedQuestion = {
  /** The question without the words that say when. */
  readonly rest: string;
  /** Those words; null when there are none, and then the question is whole. */
  readonly words: string | null;
  readonly range: TimeRange;
  readonly name: TimeName;
};

type Found = Bounds & { readonly first: number; readonly next: number };

const ANYTIME: TimeRange = { after: null, before: null };
const NAMELESS: TimeName = { said: [], moving: false };

/**
 * @param question any text; only its first 500 characters are looked at for a time
 * @param now milliseconds since the epoch
 */
export function readTimeExpression(question: string, now: number, clock: WallClock): TimedQuestion {
  const tokens = tokensOf(question);
  const wall = clock.toWall(now);
  for (let at = 0; at < tokens.length; at += 1) {
    const found = readRange(tokens, at, wall);
    if (found === null) continue;
    const taken = tokens.slice(found.first, found.next);
    const [first, last] = [taken[0], taken.at(-1)];
    if (first !== undefined && last !== undefined) return { ...timed(question, first.start, last.end, found, clock), name: nameOf(taken) };
  }
  const other = readOtherLanguage(question.slice(0, LONGEST), wall);
  if (other === null) return { rest: question, words: null, range: ANYTIME, name: NAMELESS };
  const { start, end, period } = other;
  return { ...timed(question, start, end, period, clock), name: { said: [foldText(question.slice(start, end))], moving: true } };
}

function nameOf(tokens: readonly Token[]): TimeName {
  const words = tokens.map(({ word }) => word);
  return { said: words.filter((word) => !UNSAID.has(word)).map(foldText), moving: words.some((word) => MOVING.has(word)) };
}

type Bounds = { readonly from: number | null; readonly to: number | null };

function timed(question: string, start: number, end: number, { from, to }: Bounds, clock: WallClock): Omit<TimedQuestion, 'name'> {
  const instant = (bound: number | null) => (bound === null ? null : clock.toInstant(bound));
  return {
    rest: `${question.slice(0, start)} ${question.slice(end)}`.replace(/\s+/g, ' ').trim(),
    words: question.slice(start, end),
    range: { after: instant(from), before: instant(to) },
  };
}

/** Words that say that a time follows. */
const IN = new Set(['in', 'during', 'on', 'from', 'within', 'over', 'im']);
const UNSAID = new Set([...IN, 'the', 'of']);

function readRange(tokens: readonly Token[], at: number, now: number): Found | null {
  const word = tokens[at]?.word ?? '';
  if (word === 'between') return readPair(tokens, at, afterThe(tokens, at + 1), now, ['and']);
  if (word === 'from') {
    const pair = readPair(tokens, at, afterThe(tokens, at + 1), now, ['to', 'until', 'till', 'through']);
    if (pair !== null) return pair;
  }
  if (word === 'since') return readOne(tokens, at, now, ({ from }) => ({ from, to: null }));
  if (word === 'until' || word === 'till') return readOne(tokens, at, now, ({ to }) => ({ from: null, to }));
  if (word === 'before') return readOne(tokens, at, now, ({ from }) => ({ from: null, to: from }));
  if (word === 'after') return readOne(tokens, at, now, ({ to }) => ({ from: to, to: null }));
  // "Over 2000 users": nobody says "over 2024" of a year.
  if (word === 'over' && yearNamed(tokens[at + 1]?.word) !== null) return null;
  if (IN.has(word)) return readOne(tokens, at, now, (period) => period);
  return readAlone(tokens, at, afterThe(tokens, at), now);
}

function readOne(tokens: readonly Token[], at: number, now: number, bounds: (period: Period) => Bounds): Found | null {
  const read = readPeriod(tokens, afterThe(tokens, at + 1), now);
  return read === null ? null : { ...bounds(read.period), first: at, next: read.next };
}

function readAlone(tokens: readonly Token[], first: number, at: number, now: number): Found | null {
  const read = readPeriod(tokens, at, now);
  return read === null || read.vague === true ? null : { ...read.period, first, next: read.next };
}

/** "between March and May": the later one is the latest that has begun, the earlier one the last before it. */
function readPair(tokens: readonly Token[], first: number, at: number, now: number, joints: readonly string[]): Found | null {
  const left = readPeriod(tokens, at, now);
  if (left === null || !joints.includes(tokens[left.next]?.word ?? '')) return null;
  const place = afterThe(tokens, left.next + 1);
  const right = readPeriod(tokens, place, now);
  if (right === null) return null;
  const early = isOf(left, right) ? left : readPeriod(tokens, at, right.period.from);
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
