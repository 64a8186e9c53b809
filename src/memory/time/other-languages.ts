/** The plainest times in the other languages that people ask in: whole phrases, because each language has a grammar of its own. */
import { SPACED, UNSPACED } from './near-units.ts';
import { type Period, type Unit, unitAround } from './period.ts';
import { AGO, countOf, UNSPACED_AGO } from './units-ago.ts';

/** `moved`: null where the phrase has the count. */
type Phrase = { readonly pattern: RegExp; readonly unit: Unit; readonly moved: number | null };

const alone = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
const PHRASES: readonly Phrase[] = [
  ...SPACED.map(([words, unit, moved]) => ({ pattern: alone(words), unit, moved })),
  ...UNSPACED.map(([words, unit, moved]) => ({ pattern: new RegExp(`(?:${words})の?`, 'u'), unit, moved })),
  ...AGO.map(([words, unit]) => ({ pattern: alone(words), unit, moved: null })),
  ...UNSPACED_AGO.map(([words, unit]) => ({ pattern: new RegExp(words, 'u'), unit, moved: null })),
];

/** In German "hier" is "here": it counts only beside what is French. */
const YESTERDAY: Phrase = { pattern: alone('hier'), unit: 'day', moved: -1 };
const FRENCH = alone("(?:[cdjlmnst]|qu)['’]\\p{L}+|les?|nous|vous|je|elle|est|sont|ai|avons|ont|que|quoi|qui|quel(?:le)?s?|avec|dans|pour|sur|soir|matin");

/** @param text one that no English time was found in. @param now wall time. @returns the first phrase of the table that it has */
export function readOtherLanguage(text: string, now: number): { readonly period: Period; readonly start: number; readonly end: number } | null {
  for (const { pattern, unit, moved } of FRENCH.test(text) ? [...PHRASES, YESTERDAY] : PHRASES) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const count = countOf(found.slice(1).find((word) => word !== undefined) ?? '');
    return { period: unitAround(now, unit, moved ?? -count), start: found.index, end: found.index + found[0].length };
  }
  return null;
}
