import { FIRST, readRomanceMonth, readRomanceWeekday } from './romance-day.ts';
import type { Token } from './tokens.ts';
import { ARTICLES } from './vocabulary.ts';

/** Behind "entre le 3 (et le 5 mars)", where a date is half of a time; "entre nous" is no such thing. */
export function isBetweenDates(tokens: readonly Token[], at: number, now: number): boolean {
  return tokens.some(({ word }, index) => index < at && word === 'entre' && opensDate(tokens, index + 1, now));
}

function opensDate(tokens: readonly Token[], at: number, now: number): boolean {
  const place = ARTICLES.has(tokens[at]?.word ?? '') ? at + 1 : at;
  const word = tokens[place]?.word ?? '';
  return /^\d/.test(word) || FIRST.test(word) || [readRomanceMonth, readRomanceWeekday].some((read) => read(tokens, place, now) !== null);
}
