/** "2024年に", "去年夏天", "昨年の夏", "今年第三季度", "第三四半期": a year, or a part of one. */
import { countOf } from './count-words.ts';
import { eastAsianYear, YEAR } from './east-asian-names.ts';
import { latest } from './latest.ts';
import { quarterOf, seasonOf, yearOf } from './period.ts';
import type { Placed } from './read-east-asian-date.ts';

const QUARTER = '([1-4一二三四]) ?(?:季度|四半期)';
const SEASONS = '春夏秋冬';
/** Not 夏休み, 春节 nor 冬奥: a season stands alone, or has a sign of its own. */
const SEASON = `([${SEASONS}])(?:天|季(?![度\\p{Script=Han}])|(?!\\p{Script=Han}))`;
/** Not 2024年度, 2024年代, 2024年会: what follows says that the year is all of it. */
const WHOLE = '(?:(?<=の)|に(?![おわか関対つ一])|(?=[的我]|[,、，。?？!！]|\\s(?!\\d)|$))';
const PART = new RegExp(`(?<!\\d)(?:(?:${YEAR}第?|第 ?)${QUARTER}|${YEAR}${SEASON}|((?:19|20|21)\\d{2}) ?年の?${WHOLE})の?`, 'u');

export function readEastAsianPart(text: string, now: number): Placed | null {
  const found = PART.exec(text);
  if (found === null) return null;
  const [said, quarterYear, quarter, seasonYear = '', season, year] = found;
  const place = { start: found.index, end: found.index + said.length };
  if (year !== undefined) return { ...yearOf(Number(year)), ...place };
  if (season !== undefined) return { ...seasonOf(eastAsianYear(seasonYear, now), SEASONS.indexOf(season)), ...place };
  const index = countOf(quarter ?? '') - 1;
  const period = quarterYear === undefined ? latest(now, 'begun', (each) => quarterOf(each, index)) : quarterOf(eastAsianYear(quarterYear, now), index);
  return { ...period, ...place };
}
