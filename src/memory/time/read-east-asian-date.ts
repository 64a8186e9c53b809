/** "2026年11月" and "2026 年 11 月 3 日", as Chinese and Japanese write them. Without a year the same signs also count. */
import { OTHER_BEFORE } from './east-asian-names.ts';
import { dayOf, monthOf, type Period } from './period.ts';
import { readEastAsianNear } from './read-east-asian-near.ts';
import { readEastAsianPart } from './read-east-asian-part.ts';
import { readEastAsianStretch } from './read-east-asian-stretch.ts';

/** In wall time, with where it stands in the text. */
export type Placed = Period & { readonly start: number; readonly end: number };

/** Of a magazine, or of a year that ends in that month: 2026年3月号, 2026年3月期. */
const MONTH = '(?:份|(?![份号號期]| ?\\d))';
const DATE = new RegExp(`(?<!\\d)((?:19|20|21)\\d{2}) ?年 ?(\\d{1,2}) ?月(?: ?(\\d{1,2}) ?[日号號]|${MONTH})${OTHER_BEFORE}の?`, 'u');

/** @param text any. @param now wall time. @returns the first such time, or null; null also when the calendar does not have it */
export function readEastAsianDate(text: string, now: number): Placed | null {
  const narrowed = text.replace(/[０-９]/g, narrow);
  return readEastAsianStretch(narrowed, now) ?? readDate(narrowed) ?? readEastAsianNear(narrowed, now) ?? readEastAsianPart(narrowed, now);
}

function readDate(text: string): Placed | null {
  const found = DATE.exec(text);
  if (found === null) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]) - 1, found[3]];
  if (month < 0 || month > 11) return null;
  const period = day === undefined ? monthOf(year, month) : dayOf(year, month, Number(day));
  return period === null ? null : { ...period, start: found.index, end: found.index + found[0].length };
}

/** One sign becomes one sign, so that every place in the text stays. */
function narrow(digit: string): string {
  return digit.normalize('NFKC');
}
