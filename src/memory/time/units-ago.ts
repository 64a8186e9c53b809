/** "Two weeks ago" in the other languages that people ask in. */
import { HAN, N } from './count-words.ts';
import type { Unit } from './period.ts';

export type Counted = readonly [words: string, unit: Unit];

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
