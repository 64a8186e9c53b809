/** The plainest times in the other languages that people ask in: whole phrases, because each language has a grammar of its own. */
import { type Bounds, since, within } from './bounds.ts';
import { countOf } from './count-words.ts';
import { JOINT } from './moved-after.ts';
import { type Named, SPACED, UNSPACED } from './near-units.ts';
import { SPACED_PARTS, UNSPACED_PARTS } from './parts-of-day.ts';
import { type PartOfDay, type Period, partOfDay, type Unit, unitAround, unitsBefore } from './period.ts';
import { AGO, UNSPACED_AGO } from './units-ago.ts';
import { PAST, UNSPACED_PAST } from './units-past.ts';

/** `count`: what the phrase has in its place for one; NaN without one. */
type Phrase = { readonly pattern: RegExp; readonly period: (now: number, count: number) => Period };

const alone = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
const unspaced = (words: string) => new RegExp(`(?:${words})の?`, 'u');
const moved =
  (unit: Unit, by: number): Phrase['period'] =>
  (now) =>
    unitAround(now, unit, by);
/** "Gestern Abend", which stands before "gestern". */
const partOf =
  (by: number, part: PartOfDay): Phrase['period'] =>
  (now) =>
    partOfDay(unitAround(now, 'day', by).from, part);
const ago =
  (unit: Unit): Phrase['period'] =>
  (now, count) =>
    unitAround(now, unit, -count);
const past =
  (unit: Unit): Phrase['period'] =>
  (now, count) =>
    unitsBefore(now, unit, count);

/** "Ce soir", "esta mañana". */
const TODAY: Named = ['ce|cet|esta', 'day', 0];

function days(named: readonly Named[]): readonly Named[] {
  return named.filter(([, unit]) => unit === 'day');
}

const PHRASES: readonly Phrase[] = [
  ...PAST.map(([words, unit]) => ({ pattern: alone(words), period: past(unit) })),
  ...UNSPACED_PAST.map(([words, unit]) => ({ pattern: unspaced(words), period: past(unit) })),
  ...[...days(SPACED), TODAY].flatMap(([words, , by]) =>
    SPACED_PARTS.map(([said, part]) => ({ pattern: alone(`(?:${words}) (?:${said})`), period: partOf(by, part) })),
  ),
  ...days(UNSPACED).flatMap(([words, , by]) =>
    UNSPACED_PARTS.map(([said, part]) => ({ pattern: unspaced(`(?:${words})の?(?:${said})`), period: partOf(by, part) })),
  ),
  ...SPACED.map(([words, unit, by]) => ({ pattern: alone(words), period: moved(unit, by) })),
  ...UNSPACED.map(([words, unit, by]) => ({ pattern: unspaced(words), period: moved(unit, by) })),
  ...AGO.map(([words, unit]) => ({ pattern: alone(words), period: ago(unit) })),
  ...UNSPACED_AGO.map(([words, unit]) => ({ pattern: new RegExp(words, 'u'), period: ago(unit) })),
];

/** In German "hier" is "here": it counts only beside what is French. */
const YESTERDAY: readonly Phrase[] = [
  ...SPACED_PARTS.map(([said, part]) => ({ pattern: alone(`hier (?:${said})`), period: partOf(-1, part) })),
  { pattern: alone('hier'), period: moved('day', -1) },
];
const FRENCH = alone(
  "(?:[cdjlmnst]|qu)['’]\\p{L}+|les?|nous|vous|je|elle|est|sont|ai|avons|ont|que|quoi|qui|quel(?:le)?s?|avec|dans|pour|sur|soir|matin|apr[eè]s-midi|depuis",
);
const SINCE = /(?<![\p{L}\p{N}])(?:seit|depuis|desde)(?: (?:der|dem|la|le|el))? $/iu;

const BEHIND = new RegExp(`^ ${JOINT}$`, 'iu');

/** @param text what stands behind a time that was read. @returns whether another one follows at once: "(Montag) vor drei Monaten" */
export function beginsOtherTime(text: string): boolean {
  return PHRASES.some(({ pattern }) => BEHIND.test(text.slice(0, pattern.exec(text)?.index ?? 0)));
}

type Timed = Bounds & { readonly start: number; readonly end: number };

/** @param text one that no English time was found in. @param now wall time. @returns the first phrase of the table that it has */
export function readOtherLanguage(text: string, now: number): Timed | null {
  for (const { pattern, period } of FRENCH.test(text) ? [...PHRASES, ...YESTERDAY] : PHRASES) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const count = countOf(found.slice(1).find((word) => word !== undefined) ?? '');
    const start = SINCE.exec(text.slice(0, found.index))?.index;
    const bound = start === undefined ? within : since;
    return { ...bound(period(now, count)), start: start ?? found.index, end: found.index + found[0].length };
  }
  return null;
}
