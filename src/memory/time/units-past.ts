/** "The last three days", "for three days now" in the other languages that people ask in. */
import { HAN, N } from './count-words.ts';
import type { Counted } from './units-ago.ts';

const GERMAN = `(?:seit|(?:in )?(?:(?:den|der|die) )?(?:letzten|vergangenen)) ${N}`;
const FRENCH = '(?:(?:durant|pendant|dans) )?(?:(?:les|ces|des) )?';
const SPANISH = '(?:(?:en|durante) )?(?:l[oa]s )?';
const others = (spanish: string, french: string) => `${SPANISH}[uú]ltim[oa]s ${N} ${spanish}|desde hace ${N} ${spanish}|depuis ${N} ${french}`;

export const PAST: readonly Counted[] = [
  [`${GERMAN} tag(?:en?)?|${others('d[ií]as?', 'jours?')}|${FRENCH}${N} derniers jours`, 'day'],
  [`${GERMAN} wochen?|${others('semanas?', 'semaines?')}|${FRENCH}${N} derni[eè]res semaines`, 'week'],
  [`${GERMAN} monat(?:en?)?|${others('mes(?:es)?', 'mois')}|${FRENCH}${N} derniers mois`, 'month'],
  [`${GERMAN} jahr(?:en?)?|${others('a[nñ]os?', '(?:ans?|ann[eé]es?)')}|${FRENCH}${N} derni[eè]res ann[eé]es`, 'year'],
];
/** Nothing marks where a word ends: 最近一周期, 最近一周年, 过去一年级. */
const HAN_PAST = `(?:[过過]去|最近)的? ?${HAN}`;
const WITHIN = '(?:[间間])?(?:以?[内內来來]|[里裡])?';

export const UNSPACED_PAST: readonly Counted[] = [
  [`${HAN_PAST}[天日](?![气氣本])${WITHIN}`, 'day'],
  [`${HAN_PAST}(?:[个個]?星期|[周週](?![期围圍边邊岁歲年末]))${WITHIN}`, 'week'],
  [`${HAN_PAST}(?:[个個]|[かヶカ])月${WITHIN}`, 'month'],
  [`${HAN_PAST}年(?![级級代度])${WITHIN}`, 'year'],
];
