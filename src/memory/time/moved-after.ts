/** "Last year", "de l'année dernière", "letzten Jahres", "two weeks ago", "vor zwei Wochen" right behind a month or a day that has a name. */
import { countAndUnit } from './count-and-unit.ts';
import { countOf } from './count-words.ts';
import { type Named, SPACED } from './near-units.ts';
import { type Token, textFrom } from './tokens.ts';
import { AGO } from './units-ago.ts';

type Whole = 'week' | 'month' | 'year';
/** `by`: so many weeks, months or years from this one. `next`: the first token that does not belong to it. */
export type Moved = { readonly by: number; readonly next: number };

const ENGLISH: readonly Named[] = (['week', 'month', 'year'] as const).flatMap((unit) => [
  [`(?:the )?(?:last|past|previous) ${unit}`, unit, -1],
  [`(?:this|current) ${unit}`, unit, 0],
]);
/** What may stand between the two. */
export const JOINT = '(?:(?:of|del?|der|des|vom|im|in der) )?';
const behind = (words: string) => new RegExp(`^${JOINT}(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
const PATTERNS = [
  ...[...ENGLISH, ...SPACED].map(([words, unit, by]) => ({ unit, pattern: behind(words), by: () => by })),
  ...AGO.map(([words, unit]) => ({ unit, pattern: behind(words), by: (count: string) => -countOf(count) })),
];

export function movedAfter(tokens: readonly Token[], at: number, unit: Whole): Moved | null {
  const counted = countAndUnit(tokens, at);
  if (counted?.unit === unit && tokens[counted.next]?.word === 'ago') return { by: -counted.count, next: counted.next + 1 };
  const text = textFrom(tokens, at);
  for (const { pattern, by } of PATTERNS.filter((of) => of.unit === unit)) {
    const [said, ...counts] = pattern.exec(text) ?? [];
    const count = counts.find((word) => word !== undefined) ?? '';
    if (said !== undefined) return { by: by(count), next: at + said.split(' ').length };
  }
  return null;
}
