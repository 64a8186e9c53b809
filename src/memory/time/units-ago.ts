/** "Two weeks ago" in the other languages that people ask in; the count is in digits or a word. */
import type { Unit } from './period.ts';

type Counted = readonly [words: string, unit: Unit];

const NUMBERS: ReadonlyMap<string, number> = new Map(
  [
    'ein eine einem einer un una une 一',
    'zwei dos deux 二 两 兩',
    'drei tres trois 三',
    'vier cuatro quatre 四',
    'fünf cinco cinq 五',
    'sechs seis six 六',
    'sieben siete sept 七',
    'acht ocho huit 八',
    'neun nueve neuf 九',
    'zehn diez dix 十',
  ].flatMap((words, index) => words.split(' ').map((word) => [word, index + 1] as const)),
);
const named = (letter: RegExp) => [...NUMBERS.keys()].filter((word) => letter.test(word)).join('|');
const N = `(\\d{1,3}|${named(/^\p{Script=Latin}/u)})`;
/** Not the end of a longer number, nor of an ordinal. */
const HAN = `(?<![\\d一二三四五六七八九十百千几数第月])(\\d{1,3}|${named(/^\p{Script=Han}/u)}) ?`;

export const AGO: readonly Counted[] = [
  [`vor ${N} tag(?:en)?|hace ${N} d[ií]as?|il y a ${N} jours?`, 'day'],
  [`vor ${N} wochen?|hace ${N} semanas?|il y a ${N} semaines?`, 'week'],
  [`vor ${N} monat(?:en)?|hace ${N} mes(?:es)?|il y a ${N} mois`, 'month'],
  [`vor ${N} jahr(?:en)?|hace ${N} a[nñ]os?|il y a ${N} ans?`, 'year'],
];
export const UNSPACED_AGO: readonly Counted[] = [
  [`${HAN}[天日]前`, 'day'],
  [`${HAN}(?:周|个星期|星期|週間)前`, 'week'],
  [`${HAN}(?:个月|[かヶ]月)前`, 'month'],
  [`${HAN}年前`, 'year'],
];

export function countOf(word: string): number {
  return NUMBERS.get(word.toLowerCase()) ?? Number(word);
}
