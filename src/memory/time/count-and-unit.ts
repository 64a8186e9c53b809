import type { Unit } from './period.ts';
import type { Token } from './tokens.ts';
import { numberOf, UNITS } from './vocabulary.ts';

export type Counted = { readonly count: number; readonly unit: Unit; readonly next: number };

/** "3 days", "two weeks", "a few months", "a couple of years", "an hour", "half a year". */
export function countAndUnit(tokens: readonly Token[], at: number): Counted | null {
  const year = tokens[at + 1]?.word === 'a' ? at + 2 : at + 1;
  if (tokens[at]?.word === 'half' && tokens[year]?.word === 'year') return { count: 1, unit: 'half', next: year + 1 };
  const several = tokens[at]?.word === 'a' && /^(?:few|couple)$/.test(tokens[at + 1]?.word ?? '') ? at + 1 : at;
  const count = numberOf(tokens[several]?.word);
  const place = tokens[several + 1]?.word === 'of' ? several + 2 : several + 1;
  const unit = UNITS.get(tokens[place]?.word ?? '');
  return count === null || unit === undefined ? null : { count, unit, next: place + 1 };
}
