/** "Evening" and the like behind a day in the other languages that people ask in. */
import type { PartOfDay } from './period.ts';

type Part = readonly [words: string, part: PartOfDay];

export const SPACED_PARTS: readonly Part[] = [
  ['früh|morgen|vormittag|matin|(?:por la )?mañana', 'morning'],
  ['nachmittag|apr[eè]s-midi|(?:por la )?tarde', 'afternoon'],
  ['abend|(?:au )?soir', 'evening'],
  ['(?:por la )?noche', 'night'],
];
export const UNSPACED_PARTS: readonly Part[] = [
  ['早上|上午|早晨|朝|午前', 'morning'],
  ['下午|午[后後]', 'afternoon'],
  ['晚上|傍晚|夕方|晩', 'evening'],
  ['夜里|夜(?!景)', 'night'],
];
