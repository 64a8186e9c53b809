/** Counts in the other languages that people ask in, in digits or a word, as a part of a pattern. */

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
export const N = `(\\d{1,3}|${named(/^\p{Script=Latin}/u)})`;
/** Not the end of a longer number, nor of an ordinal. */
export const HAN = `(?<![\\d一二三四五六七八九十百千几数第月]|月 )(\\d{1,3}|${named(/^\p{Script=Han}/u)}) ?`;

/** @param word in lower case */
export function isCount(word: string): boolean {
  return NUMBERS.has(word) || /^\d+$/.test(word);
}

/** @param word what a pattern took for a count */
export function countOf(word: string): number {
  return NUMBERS.get(word.toLowerCase()) ?? Number(word);
}
