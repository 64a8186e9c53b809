/** "3月至5月", "3月から5月まで", "2025年11月到2月之间", "3月3日至9日": two ends leave no doubt, also without a year. */
import { eastAsianMonth, eastAsianYear, MONTH, YEAR } from './east-asian-names.ts';
import { DAY, dayOf, monthOf, monthStart, type Period } from './period.ts';
import type { Placed } from './read-east-asian-date.ts';

const DAY_OF = '(?: ?(\\d{1,2}) ?[日号號])';
const JOINT = ' ?(?:から|[至到〜～~–—-]) ?';
/** Not of a magazine, and not before, after or since that. */
const END = ' ?(?:まで|之?[間间])?(?![号號期前后後以起])の?';
const STRETCH = new RegExp(`(?:${YEAR})?${MONTH}${DAY_OF}?份?${JOINT}(?:(?:${YEAR})?${MONTH}${DAY_OF}?份?|(\\d{1,2}) ?[日号號])${END}`, 'u');

export function readEastAsianStretch(text: string, now: number): Placed | null {
  const found = STRETCH.exec(text);
  if (found === null) return null;
  const [said, fromYear, fromMonth = '', fromDay, toYear, toMonth = fromMonth, monthDay, bareDay] = found;
  const [first, last] = [eastAsianMonth(fromMonth), eastAsianMonth(toMonth)];
  if (first === null || last === null || (bareDay !== undefined && fromDay === undefined)) return null;
  const wraps = first > last ? 1 : 0;
  const begun = new Date(now).getUTCFullYear() - (monthStart(new Date(now).getUTCFullYear(), last) > now ? 1 : 0);
  const afterFirst = fromYear === undefined ? begun : eastAsianYear(fromYear, now) + wraps;
  const lastYear = toYear === undefined ? afterFirst : eastAsianYear(toYear, now);
  const firstYear = fromYear === undefined ? lastYear - wraps : eastAsianYear(fromYear, now);
  const start = part(firstYear, first, fromDay);
  const end = part(lastYear, last, bareDay ?? monthDay);
  if (start === null || end === null || end.to - start.from < DAY) return null;
  return { from: start.from, to: end.to, start: found.index, end: found.index + said.length };
}

function part(year: number, month: number, day: string | undefined): Period | null {
  return day === undefined ? monthOf(year, month) : dayOf(year, month, Number(day));
}
