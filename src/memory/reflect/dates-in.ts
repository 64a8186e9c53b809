/** Days that a text names outright, in the spellings of the five languages; what could be two days is neither. */
import { foldText } from '../../shared/fold-text.ts';

/** Folded; the short ones stand for themselves or before a point. */
const MONTHS = [
  'january|february|march|april|may|june|july|august|september|october|november|december',
  'januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember',
  'janner|feber|maerz|apr|mai|jun|jul|aug|sep|okt|nov|dez',
  'jan|feb|mar|apr|may|jun|jul|aug|sept|oct|nov|dec',
  'janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre',
  'janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec',
  'ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic',
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre',
].map((year) => year.split('|'));
const NAMES = new Map(MONTHS.flatMap((year) => year.map((name, index) => [name, index + 1] as const)));
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
