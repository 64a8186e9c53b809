/** The plainest times in the other languages that people ask in: whole phrases, because each language has a grammar of its own. */
import { type Period, type Unit, unitAround } from './period.ts';

type Named = readonly [words: string, unit: Unit, moved: number];

const SPACED: readonly Named[] = [
  ['heute|hoy|aujourd.hui|oggi|hoje', 'day', 0],
  ['gestern|ayer|hier|ieri|ontem', 'day', -1],
  ['vorgestern|anteayer|avant-hier|l.altro ieri|anteontem', 'day', -2],
  ['diese woche|dieser woche|esta semana|cette semaine|questa settimana', 'week', 0],
  ['letzte woche|letzter woche|vergangene woche|vorige woche|la semana pasada|semana pasada|la semaine derni[eè]re|la settimana scorsa', 'week', -1],
  ['diesen monat|diesem monat|este mes|ce mois-ci|questo mese', 'month', 0],
  ['letzten monat|letztem monat|vergangenen monat|vorigen monat|el mes pasado|mes pasado|le mois dernier|il mese scorso', 'month', -1],
  ['dieses jahr|diesem jahr|este a[nñ]o|cette ann[eé]e|quest.anno', 'year', 0],
  ['letztes jahr|letztem jahr|vergangenes jahr|voriges jahr|el a[nñ]o pasado|a[nñ]o pasado|l.ann[eé]e derni[eè]re|l.anno scorso', 'year', -1],
];
const UNSPACED: readonly Named[] = [
  ['今天|今日', 'day', 0],
  ['昨天|昨日', 'day', -1],
  ['前天|一昨日|おととい', 'day', -2],
  ['这周|本周|这个星期|今週', 'week', 0],
  ['上周|上个星期|上星期|先週', 'week', -1],
  ['这个月|本月|今月', 'month', 0],
  ['上个月|上月|先月', 'month', -1],
  ['今年', 'year', 0],
  ['去年|昨年', 'year', -1],
];
const COUNTED: readonly Named[] = [
  ['vor (\\d{1,3}) tag(?:en)?|hace (\\d{1,3}) d[ií]as?|il y a (\\d{1,3}) jours?|(\\d{1,3}) ?天前|(\\d{1,3}) ?日前', 'day', 1],
  ['vor (\\d{1,3}) wochen?|hace (\\d{1,3}) semanas?|il y a (\\d{1,3}) semaines?|(\\d{1,3}) ?(?:周|个星期|星期)前|(\\d{1,3}) ?週間前', 'week', 1],
  ['vor (\\d{1,3}) monat(?:en)?|hace (\\d{1,3}) mes(?:es)?|il y a (\\d{1,3}) mois|(\\d{1,3}) ?个月前|(\\d{1,3}) ?[かヶ]月前', 'month', 1],
  ['vor (\\d{1,3}) jahr(?:en)?|hace (\\d{1,3}) a[nñ]os?|il y a (\\d{1,3}) ans?|(\\d{1,3}) ?年前', 'year', 1],
];

const alone = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');
const PHRASES = [
  ...SPACED.map(([words, unit, moved]) => ({ pattern: alone(words), unit, moved })),
  ...UNSPACED.map(([words, unit, moved]) => ({ pattern: new RegExp(`(?:${words})の?`, 'u'), unit, moved })),
  ...COUNTED.map(([words, unit]) => ({ pattern: new RegExp(words, 'iu'), unit, moved: null })),
];

/** @param text one that no English time was found in. @param now wall time. @returns the first phrase of the table that it has */
export function readOtherLanguage(text: string, now: number): { readonly period: Period; readonly start: number; readonly end: number } | null {
  for (const { pattern, unit, moved } of PHRASES) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const count = Number(found.slice(1).find((digits) => digits !== undefined) ?? 0);
    return { period: unitAround(now, unit, moved ?? -count), start: found.index, end: found.index + found[0].length };
  }
  return null;
}
