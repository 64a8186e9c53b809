/** The parts of Korean times, each as a part of a pattern. */
import type { PartOfDay, Unit } from './period.ts';

const NUMBERS = ['한|일', '두|이', '세|삼', '네|사', '다섯|오', '여섯|육', '일곱|칠', '여덟|팔', '아홉|구', '열|십'].map((words) => words.split('|'));
/** Days have names for how many they are. */
const DAYS: readonly (readonly [name: string, count: number])[] = [
  ['하루', 1],
  ['이틀', 2],
  ['사흘', 3],
  ['나흘', 4],
  ['닷새', 5],
  ['엿새', 6],
  ['이레', 7],
  ['열흘', 10],
  ['보름', 15],
];

const COUNT = `(?<!\\p{N})\\d{1,3}|${NUMBERS.flat().join('|')}`;
const UNITS: readonly (readonly [words: string, unit: Unit])[] = [
  ['일', 'day'],
  ['주일|주', 'week'],
  ['개월|달', 'month'],
  ['년', 'year'],
];
/** Two groups: a count with its unit, or a name of so many days. */
export const COUNTED = `(?:(${COUNT}) ?(${UNITS.map(([words]) => words).join('|')})|(${DAYS.map(([name]) => name).join('|')}))`;

/** @param said what the groups of `COUNTED` have */
export function countedUnit(said: readonly (string | undefined)[]): { readonly count: number; readonly unit: Unit } {
  const [count = '', words = '', days = ''] = said;
  const named = DAYS.find(([name]) => name === days);
  if (named !== undefined) return { count: named[1], unit: 'day' };
  const number = NUMBERS.findIndex((each) => each.includes(count)) + 1;
  const unit = UNITS.find(([each]) => each.split('|').includes(words))?.[1] ?? 'day';
  return { count: number === 0 ? Number(count) : number, unit };
}

/** Units around today, and by how many they are moved. */
export const NEAR: readonly (readonly [words: string, unit: Unit, moved: number])[] = [
  ['그저께|그제', 'day', -2],
  ['어제|어저께', 'day', -1],
  ['오늘', 'day', 0],
  ['지지난 ?주', 'week', -2],
  ['(?:지난|저번) ?주', 'week', -1],
  ['이번 ?주', 'week', 0],
  ['지지난 ?달', 'month', -2],
  ['(?:지난|저번) ?달', 'month', -1],
  ['이번 ?달|이달', 'month', 0],
  ['재작년', 'year', -2],
  ['작년|지난 ?해', 'year', -1],
  ['올해|금년', 'year', 0],
];

export const PARTS_OF_DAY: readonly (readonly [words: string, part: PartOfDay])[] = [
  ['아침|오전', 'morning'],
  ['오후|낮', 'afternoon'],
  ['저녁', 'evening'],
  ['밤', 'night'],
];
export const WEEK_DAYS = '월화수목금토일';
export const SEASONS = ['봄', '여름', '가을', '겨울'];
export const THIRDS = ['초', '중순', '말'];
