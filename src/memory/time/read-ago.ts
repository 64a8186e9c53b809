import { countAndUnit } from './count-and-unit.ts';
import { unitAround } from './period.ts';
import type { Reader } from './read-period.ts';

/** "2 months ago" is the whole month two before this one, "a week ago" the whole week before. */
export const readAgo: Reader = (tokens, at, now) => {
  const counted = countAndUnit(tokens, at);
  if (counted === null || tokens[counted.next]?.word !== 'ago') return null;
  return { period: unitAround(now, counted.unit, -counted.count), next: counted.next + 1 };
};
