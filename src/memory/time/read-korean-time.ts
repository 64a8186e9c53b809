/** "지난주에", "작년 10월", "3일 전", "지난주 금요일", "3월부터 5월까지": Korean writes its particles behind the time. */
import { type Bound, type Bounds, before, since, until, within } from './bounds.ts';
import { COUNTED, countedUnit, NEAR, PARTS_OF_DAY, SEASONS, THIRDS, WEEK_DAYS } from './korean-names.ts';
import { latest } from './latest.ts';
import { DAY, dayOf, monthOf, type Period, partOfDay, quarterOf, seasonOf, thirdOf, unitAround, unitsBefore, weekendOf, yearOf } from './period.ts';

/** `moving`: it is told from today. */
export type KoreanTime = Bounds & { readonly start: number; readonly end: number; readonly moving: boolean };

const HANGUL = /\p{Script=Hangul}/u;

type Groups = readonly (string | undefined)[];
/** `period`: of the groups of the pattern. */
type Form = { readonly pattern: RegExp; readonly moving: boolean; readonly period: (said: Groups, now: number) => Period | null };

const BOUNDS: ReadonlyMap<string, Bound> = new Map([
  ['부터', since],
  ['이후로', since],
  ['이후', since],
  ['까지', until],
  ['이전', before],
]);
const TAIL = `(?: ?(${[...BOUNDS.keys()].join('|')})의?|에는|에도|엔|에|의|[은는이가도])?(?![\\p{L}\\p{N}])`;
const form = (words: string, moving: boolean, period: Form['period']): Form => ({ pattern: new RegExp(`(?<!\\p{L})${words}${TAIL}`, 'u'), moving, period });

const ofUnit = (unit: string) => NEAR.filter((each) => each[1] === unit);
const either = (words: readonly string[]) => words.map((each) => `(${each})`).join('|');
/** Which of the words stood there. */
const placeOf = (said: Groups) => said.findIndex((each) => each !== undefined);

const YEAR = `(?:((?:19|20|21)\\d{2})년|${either(ofUnit('year').map(([words]) => words))})`;
const YEARS = ofUnit('year').length + 1;
const MAYBE_YEAR = `(?:${YEAR} ?|지난 ?)?`;
const MONTH = '(?<!\\p{N})(\\d{1,2})월';
const MONTH_AND_DAY = `${MONTH}(?: ?(\\d{1,2})일)?`;

function yearSaid([written, ...named]: Groups, now: number): number {
  return written === undefined ? new Date(now).getUTCFullYear() + (ofUnit('year')[placeOf(named)]?.[2] ?? 0) : Number(written);
}

/** Without a year it is the one that has begun. */
function monthAndDay(said: Groups, now: number): Period | null {
  const [year, [month, day]] = [said.slice(0, YEARS), said.slice(YEARS)];
  const index = Number(month) - 1;
  if (index < 0 || index > 11) return null;
  const inYear = (each: number) => (day === undefined ? monthOf(each, index) : dayOf(each, index, Number(day)));
  if (year.some((each) => each !== undefined)) return inYear(yearSaid(year, now));
  const thisYear = new Date(now).getUTCFullYear();
  return [0, 1, 2, 3, 4].map((back) => inYear(thisYear - back)).find((each) => each !== null && each.from <= now) ?? null;
}

const FORMS: readonly Form[] = [
  form(`${MAYBE_YEAR}${MONTH_AND_DAY}(?:부터|에서) ?${MAYBE_YEAR}${MONTH_AND_DAY}(?:까지| ?사이)`, false, (said, now) => {
    const last = monthAndDay(said.slice(YEARS + 2), now);
    const first = last && monthAndDay(said.slice(0, YEARS + 2), last.from);
    return first && { from: first.from, to: last.to };
  }),
  form(`${MAYBE_YEAR}${MONTH} ?(?:${either(THIRDS)})`, false, (said, now) => {
    const month = monthAndDay(said.slice(0, YEARS + 1), now);
    return month && thirdOf(month, placeOf(said.slice(YEARS + 1)));
  }),
  form(`${MAYBE_YEAR}${MONTH_AND_DAY}`, false, (said, now) => monthAndDay(said.slice(0, YEARS + 2), now)),
  form(`${YEAR} ?(?:${either(THIRDS)})`, false, (said, now) => thirdOf(yearOf(yearSaid(said.slice(0, YEARS), now)), placeOf(said.slice(YEARS)))),
  form(`${YEAR} ?([1-4])분기`, false, (said, now) => quarterOf(yearSaid(said.slice(0, YEARS), now), Number(said[YEARS]) - 1)),
  form(`${YEAR} ?(?:${either(SEASONS)})`, false, (said, now) => seasonOf(yearSaid(said.slice(0, YEARS), now), placeOf(said.slice(YEARS)))),
  form('([1-4])분기', false, ([quarter], now) => latest(now, 'begun', (year) => quarterOf(year, Number(quarter) - 1))),
  form('((?:19|20|21)\\d{2})년', false, ([year]) => yearOf(Number(year))),
  ...ofUnit('week').flatMap(([words, , moved]) => [
    form(`(?:${words}) ?([${WEEK_DAYS}])요일`, true, ([day = ''], now) => {
      const from = unitAround(now, 'week', moved).from + WEEK_DAYS.indexOf(day) * DAY;
      return { from, to: from + DAY };
    }),
    form(`(?:${words})말`, true, (_said, now) => weekendOf(now + moved * 7 * DAY)),
  ]),
  ...ofUnit('month').map(([words, unit, moved]) =>
    form(`(?:${words}) ?(?:${either(THIRDS)})`, true, (said, now) => thirdOf(unitAround(now, unit, moved), placeOf(said))),
  ),
  ...ofUnit('day').flatMap(([words, unit, moved]) =>
    PARTS_OF_DAY.map(([part, name]) => form(`(?:${words}) ?(?:${part})`, true, (_said, now) => partOfDay(unitAround(now, unit, moved).from, name))),
  ),
  form(`${COUNTED} ?전`, true, (said, now) => {
    const { count, unit } = countedUnit(said);
    return unitAround(now, unit, -count);
  }),
  form(`(?:지난|최근) ?${COUNTED}(?: ?동안|간)?`, true, (said, now) => {
    const { count, unit } = countedUnit(said);
    return unitsBefore(now, unit, count);
  }),
  ...NEAR.map(([words, unit, moved]) => form(`(?:${words})`, true, (_said, now) => unitAround(now, unit, moved))),
];

/** @param text any. @param now wall time. @returns the first form that it has, or null; null also when the calendar does not have it */
export function readKoreanTime(text: string, now: number): KoreanTime | null {
  if (!HANGUL.test(text)) return null;
  for (const { pattern, moving, period } of FORMS) {
    const found = pattern.exec(text);
    const said = found === null ? null : period(found.slice(1), now);
    if (found === null || said === null) continue;
    const bound = BOUNDS.get(found.at(-1) ?? '') ?? within;
    return { ...bound(said), start: found.index, end: found.index + found[0].length, moving };
  }
  return null;
}
