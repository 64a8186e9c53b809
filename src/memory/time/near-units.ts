/** Units around today in the other languages that people ask in. A longer phrase stands before one that it has in it. */
import type { Unit } from './period.ts';

export type Named = readonly [words: string, unit: Unit, moved: number];

export const SPACED: readonly Named[] = [
  ['vorgestern|anteayer|avant-hier|l.altro ieri|anteontem', 'day', -2],
  ['gestern|ayer|ieri|ontem', 'day', -1],
  ['heute|hoy|aujourd.hui|oggi|hoje', 'day', 0],
  ['dieser? woche|esta semana|cette semaine|questa settimana', 'week', 0],
  [
    'letzte[nr]? woche|vergangene[nr]? woche|vorige[nr]? woche|la semana pasada|semana pass?ada|la semaine (?:derni[eè]re|pass[eé]e)|la settimana scorsa',
    'week',
    -1,
  ],
  ['diese[mn] monat|diese[sn] monats|este m[eê]s|ce mois-ci|questo mese', 'month', 0],
  ['letzte[mn] monat|(?:letzten|vergangenen|vorigen) monats?|el mes pasado|m[eê]s pass?ado|(?:le )?mois dernier|il mese scorso', 'month', -1],
  ['diese[sm] jahr|diese[sn] jahres|este a[nñ]o|cette ann[eé]e|quest.anno', 'year', 0],
  [
    'letzte[smn] jahr(?:es)?|vergangene[smn] jahr(?:es)?|vorige[smn] jahr(?:es)?|el a[nñ]o pasado|a[nñ]o pass?ado|l.ann[eé]e (?:derni[eè]re|pass[eé]e)|l.an (?:dernier|pass[eé])|l.anno scorso',
    'year',
    -1,
  ],
];
/** Nothing marks where a word ends, so each says what it is not a part of: 以前|天气, 日本|周遊, 今日头条, 基本|周期. */
export const UNSPACED: readonly Named[] = [
  ['(?<![大以之目提天日年周月])前天(?![气氣])|一昨日|おととい', 'day', -2],
  ['昨天|(?<!一)昨日', 'day', -1],
  ['今天|今日(?![头頭]条|[头頭]條|本)', 'day', 0],
  ['[这這][周週](?![围圍期边邊])|(?<![日基])本[周週](?![期围圍边邊])|[这這][个個](?:星期|[礼禮]拜)|今週', 'week', 0],
  ['上上(?:[个個]?(?:星期|[礼禮]拜)|[周週](?![期围圍边邊]))|先々週', 'week', -2],
  ['(?<![上晚早])上[周週](?![期围圍边邊])|(?<!上)上[个個]?(?:星期|[礼禮]拜)|先週', 'week', -1],
  ['[这這][个個]月|(?<![日基])本月|今月', 'month', 0],
  ['上上[个個]月|先々月', 'month', -2],
  ['(?<!上)上[个個]月|(?<![上晚早])上月(?!球)|先月', 'month', -1],
  ['今年', 'year', 0],
  ['一昨年|おととし', 'year', -2],
  ['(?<!过)去年|(?<!一)昨年', 'year', -1],
];
