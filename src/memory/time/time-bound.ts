/** `after` and `before` of a search: a date, a time, or the same words that a question may use. */
import { wordsIn } from '../../shared/word-parts.ts';
import { isoInstant } from './iso-instant.ts';
import { readPeriod } from './read-period.ts';
import { readTimeExpression } from './time-expression.ts';
import { LONGEST, tokensOf } from './tokens.ts';
import type { WallClock } from './wall-clock.ts';

/**
 * A bound is the first moment of what is named, on either side: `after: "March"` is from 1 March on, `before: "yesterday"` is up to
 * the midnight that began yesterday.
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch, or null when the text is no time
 */
export function readTimeBound(text: string, now: number, clock: WallClock): number | null {
  const exact = text.trim();
  if (exact.length > LONGEST) return null;
  if (INSTANT.test(exact)) return isoInstant(exact);
  if (exact.toLowerCase() === 'now') return now;
  const tokens = tokensOf(exact);
  const read = readPeriod(tokens, tokens[0]?.word === 'the' ? 1 : 0, clock.toWall(now));
  return read === null || read.next !== tokens.length ? saidOtherwise(exact, now, clock) : clock.toInstant(read.period.from);
}

/** "letzte Woche", "上周": as a question says it, and nothing beside it. */
function saidOtherwise(text: string, now: number, clock: WallClock): number | null {
  const { rest, range } = readTimeExpression(text, now, clock);
  return wordsIn(rest).length === 0 ? range.after : null;
}

/** With a zone of its own (RFC 3339). */
const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;
