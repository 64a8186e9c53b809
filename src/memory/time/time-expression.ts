/**
 * A question in natural words may say when: "what did we decide last week about the port". The time becomes a filter, and its
 * words are taken out, so that they are not searched for. Reads from left to right and looks ahead by a few words only.
 */
import { foldText } from '../../shared/fold-text.ts';
import type { Bounds } from './bounds.ts';
import { beginsOtherTime, readOtherLanguage } from './other-languages.ts';
import { THIS_ONE } from './part-words.ts';
import { readEastAsianDate } from './read-east-asian-date.ts';
import { readKoreanTime } from './read-korean-time.ts';
import { readRange } from './read-range.ts';
import { readRomanceDate } from './read-romance-date.ts';
import { isToCome } from './to-come.ts';
import { LONGEST, type Token, tokensOf, withoutDe } from './tokens.ts';
import { MOVING, UNSAID } from './vocabulary.ts';
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
    const found = readRange(tokens, at, wall) ?? readRomanceDate(tokens, at, wall);
    if (found === null || isToCome(tokens, found.next)) continue;
    const taken = tokens.slice(found.first, found.next);
    const [first, last] = [taken[0], taken.at(-1)];
    if (first === undefined || last === undefined) continue;
    if (!taken.some(hasOwnYear) && beginsOtherTime(question.slice(last.end, LONGEST))) continue;
    const said = question.slice(first.start, last.end);
    return { ...timed(question, first.start, last.end, found, clock), name: nameOf(taken, readOtherLanguage(said, wall) !== null) };
  }
  const head = question.slice(0, LONGEST);
  const dated = readEastAsianDate(head, wall);
  const korean = readKoreanTime(head, wall);
  const other = dated ?? korean ?? readOtherLanguage(head, wall);
  if (other === null) return { rest: question, words: null, range: ANYTIME, name: NAMELESS };
  const said = foldText(question.slice(other.start, other.end)).replace(/[のに的]$|(?:에는|에도|[에엔의은는이가도])$/, '');
  const moving = dated === null ? (korean?.moving ?? true) : readOtherLanguage(said, wall) !== null;
  return { ...timed(question, other.start, other.end, other, clock), name: { said: [said], moving } };
}

function hasOwnYear({ word }: Token): boolean {
  return /\d{4}/.test(word);
}

/** @param moving a part of it is told from today in another language */
function nameOf(tokens: readonly Token[], moving: boolean): TimeName {
  const words = tokens.map(({ word }) => word);
  return {
    said: words.filter((word) => !UNSAID.has(word)).map((word) => foldText(withoutDe(word))),
    // "The end of the year" is of this one.
    moving: moving || words.some((word) => MOVING.has(word)) || (words.some((word) => THIS_ONE.has(word)) && !tokens.some(hasOwnYear)),
  };
}

function timed(question: string, start: number, end: number, { from, to }: Bounds, clock: WallClock): Omit<TimedQuestion, 'name'> {
  const instant = (bound: number | null) => (bound === null ? null : clock.toInstant(bound));
  return {
    rest: `${question.slice(0, start)} ${question.slice(end)}`.replace(/\s+/g, ' ').trim(),
    words: question.slice(start, end),
    range: { after: instant(from), before: instant(to) },
  };
}
