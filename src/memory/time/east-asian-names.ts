/** The parts of Chinese and Japanese dates, each as a part of a pattern with one group, and what that group says. */
import { countOf } from './count-words.ts';

/** "2024年", "今年", "去年の". */
export const YEAR = '((?:19|20|21)\\d{2}(?= ?年)|今(?=年)|(?<!过)去(?=年)|昨(?=年)) ?年 ?の?';

/** @param said what the group has. @param now wall time */
export function eastAsianYear(said: string, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  if (said === '今') return thisYear;
  return /^\d/.test(said) ? Number(said) : thisYear - 1;
}

/** "3" of "3月" and "十二" of "十二月"; not the end of a longer number. */
export const MONTH = '(?<![\\d第一二三四五六七八九十])(\\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月';

/** @returns 0 to 11, or null */
export function eastAsianMonth(said: string): number | null {
  const month = /^\d/.test(said) ? Number(said) : said.length === 2 ? 10 + countOf(said[1] ?? '') : countOf(said);
  return month >= 1 && month <= 12 ? month - 1 : null;
}

/** A longer time or another one: 2026年3月以来, 2026年3月まで, 2026年3月前, 2025年11月和12月. But not 2026年3月起きた, 后端. */
export const OTHER_BEFORE =
  '(?! ?(?:[以之至到〜～—–-]|[前后後](?![端台半])|起(?![きこ])|末?まで|から|(?:[和與与及と、]|及び) ?(?:\\d|[一二三四五六七八九十]{1,2}月)))';
