import type { Period } from './period.ts';

/** The one of this year, or of the year before when that has not begun (or is not over) yet. */
export function latest(now: number, wanted: 'begun' | 'over', ofYear: (year: number) => Period): Period {
  const year = new Date(now).getUTCFullYear();
  const fits = ({ from, to }: Period) => (wanted === 'begun' ? from <= now : to <= now);
  return [ofYear(year), ofYear(year - 1)].find(fits) ?? ofYear(year - 2);
}
