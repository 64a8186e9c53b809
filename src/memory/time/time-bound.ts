/** `after` and `before` of a search: a date, a time, or the same words that a question may use. */
import { isoInstant } from './iso-instant.ts';
import { readPeriod } from './read-period.ts';
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
  return read === null || read.next !== tokens.length ? null : clock.toInstant(read.period.from);
}

/** With a zone of its own (RFC 3339). */
const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;
