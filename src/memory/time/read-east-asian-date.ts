/** "2026年11月" and "2026年11月3日", as Chinese and Japanese write them. Without a year the same signs also count. */
import { dayOf, monthOf, type Period } from './period.ts';

/** Of a magazine, or of a year that ends in that month: 2026年3月号, 2026年3月期. */
const MONTH = '(?:份|(?![号號期]| ?\\d))';
/** A longer time or another one: 2026年3月以来, 2026年3月まで. */
const ELSEWHEN = '(?![以之至到〜～—–-]|まで|から)';
const DATE = new RegExp(`(?<!\\d)((?:19|20|21)\\d{2})年 ?(\\d{1,2})月(?: ?(\\d{1,2})[日号號]|${MONTH})${ELSEWHEN}の?`, 'u');

/** @param text any. @returns the first such date, in wall time, and where it stands; null also when the calendar does not have it */
export function readEastAsianDate(text: string): (Period & { readonly start: number; readonly end: number }) | null {
  const found = DATE.exec(text);
  if (found === null) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]) - 1, found[3]];
  if (month < 0 || month > 11) return null;
  const period = day === undefined ? monthOf(year, month) : dayOf(year, month, Number(day));
  return period === null ? null : { ...period, start: found.index, end: found.index + found[0].length };
}
