/** "上周五", "先週の金曜日", "上个周末", "上个月底", "去年10月": a part of a time that is told from today. */
import { eastAsianMonth, eastAsianYear, MONTH, OTHER_BEFORE, YEAR } from './east-asian-names.ts';
import { DAY, dayOf, monthOf, type Period, thirdOf, unitAround, weekendOf } from './period.ts';
import type { Placed } from './read-east-asian-date.ts';

const LAST_WEEK = '(?<![上晚早])上(?:[个個]?(?:星期|[礼禮]拜)|[周週])|先週';
const THIS_WEEK = '[这這][个個]?(?:星期|[礼禮]拜|[周週])|(?<![日基])本[周週]|今週';
const DAYS = ['一月', '二火', '三水', '四木', '五金', '六土', '日天'];
/** "上周三次" is three times, "上周一直" all the time, "上周日本" a country. */
const OTHER_COUNT = '[一二三四五六日天](?![次个個件位名篇种種天点點人小家场場封份台張张条條本部只直些样樣起共般定边邊下周年月日号號分大气氣程志常期])';
const WEEK_DAY = new RegExp(`(?:(${LAST_WEEK})|${THIS_WEEK})の?(?:([月火水木金土日])曜日?|(${OTHER_COUNT}))[的の]?`, 'u');
const WEEKEND = /(?:(上[个個]?|先)|(?:这|這)[个個]?|本|今)[周週]末[的の]?/u;
const PART_OF_MONTH = /(?:((?<!上)上[个個]?|先)|[这這][个個]|(?<![日基])本|今)月(?:(初|上旬)|(中旬)|末|底|下旬)[的の]?/u;
const MONTH_OF_YEAR = new RegExp(`(?!\\d)${YEAR}${MONTH}(?: ?(\\d{1,2}) ?[日号號]|份?)${OTHER_BEFORE}[の]?`, 'u');

export function readEastAsianNear(text: string, now: number): Placed | null {
  return weekDay(text, now) ?? weekend(text, now) ?? partOfMonth(text, now) ?? monthOfYear(text, now);
}

function weekDay(text: string, now: number): Placed | null {
  const found = WEEK_DAY.exec(text);
  if (found === null) return null;
  const [, last, japanese, chinese] = found;
  const day = DAYS.findIndex((signs) => signs.includes(japanese ?? chinese ?? ''));
  const from = unitAround(now, 'week', last === undefined ? 0 : -1).from + day * DAY;
  return placed(found, { from, to: from + DAY });
}

function weekend(text: string, now: number): Placed | null {
  const found = WEEKEND.exec(text);
  return found && placed(found, weekendOf(found[1] === undefined ? now : now - 7 * DAY));
}

function partOfMonth(text: string, now: number): Placed | null {
  const found = PART_OF_MONTH.exec(text);
  if (found === null) return null;
  const [, last, early, middle] = found;
  const third = early === undefined ? (middle === undefined ? 2 : 1) : 0;
  const period = thirdOf(unitAround(now, 'month', last === undefined ? 0 : -1), third);
  return period && placed(found, period);
}

function monthOfYear(text: string, now: number): Placed | null {
  const found = MONTH_OF_YEAR.exec(text);
  const [, year = '', said = '', day] = found ?? [];
  const month = eastAsianMonth(said);
  if (found === null || month === null) return null;
  const of = eastAsianYear(year, now);
  const period = day === undefined ? monthOf(of, month) : dayOf(of, month, Number(day));
  return period && placed(found, period);
}

function placed(found: RegExpExecArray, period: Period): Placed {
  return { ...period, start: found.index, end: found.index + found[0].length };
}
