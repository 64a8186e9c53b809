/** Days that a text names outright, in the spellings of the five languages; what could be two days is neither. */
import { foldText } from '../../shared/fold-text.ts';
import { ROMANCE_MONTHS } from '../time/romance-names.ts';
import { MONTH_NAMES, table } from '../time/vocabulary.ts';

/** That nobody asks with; they stand for themselves or before a point. */
const SHORT = table<number>(['janv ene', 0], ['feber fevr', 1], ['avr abr', 3], ['juil', 6], ['ago', 7], ['dic', 11]);
const NAMES = new Map([...MONTH_NAMES, ...ROMANCE_MONTHS, ...SHORT].map(([name, index]) => [foldText(name), index + 1] as const));
const NAME = [...NAMES.keys()].join('|');

type Found = readonly [year: string | undefined, month: string | undefined, day: string | undefined];
const FORMS: readonly { readonly pattern: RegExp; readonly read: (match: RegExpMatchArray) => Found }[] = [
  { pattern: /(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)/g, read: ([, year, month, day]) => [year, month, day] },
  { pattern: /(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(20\d\d)(?!\d)/g, read: ([, day, month, year]) => [year, month, day] },
  { pattern: /(20\d\d)年(\d{1,2})月(\d{1,2})日/g, read: ([, year, month, day]) => [year, month, day] },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|er|\\.)?(?: de| of)? (${NAME})\\.?(?: de|,)? (20\\d\\d)\\b`, 'g'),
    read: ([, day, month, year]) => [year, month, day],
  },
  { pattern: new RegExp(`\\b(${NAME})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (20\\d\\d)\\b`, 'g'), read: ([, month, day, year]) => [year, month, day] },
];
/** Characters; further down a text is about something else. */
const LOOKED_AT = 4_000;

/** @returns milliseconds since the epoch, the end of each day in UTC */
export function datesIn(text: string): readonly number[] {
  const folded = foldText(text.slice(0, LOOKED_AT));
  return FORMS.flatMap(({ pattern, read }) => [...folded.matchAll(pattern)].map((match) => dayOf(read(match)))).filter((day) => day !== null);
}

export function isMonth(word: string): boolean {
  return NAMES.has(foldText(word));
}

function dayOf([year, month = '', day]: Found): number | null {
  const number = NAMES.get(month) ?? Number(month);
  const start = Date.UTC(Number(year), number - 1, Number(day));
  // 2026-02-31 is no day, and neither is the third of March that it would become.
  return new Date(start).getUTCDate() === Number(day) && new Date(start).getUTCMonth() === number - 1 ? start + 86_399_999 : null;
}
