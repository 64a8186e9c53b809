/** The words that time is told with. */
import type { PartOfDay, Unit } from './period.ts';

export const table = <Value>(...rows: readonly (readonly [words: string, value: Value])[]): ReadonlyMap<string, Value> =>
  new Map(rows.flatMap(([words, value]) => words.split(' ').map((word) => [word, value] as const)));

export const UNITS = table<Unit>(
  ['minute minutes min mins', 'minute'],
  ['hour hours hr hrs', 'hour'],
  ['day days', 'day'],
  ['week weeks', 'week'],
  ['month months', 'month'],
  ['quarter quarters', 'quarter'],
  ['year years', 'year'],
);

export const MONTH_NAMES = table<number>(
  ...'january jan januar jänner|february feb februar|march mar märz maerz|april apr|may mai|june jun juni|july jul juli|august aug|september sep sept|october oct oktober okt|november nov|december dec dezember dez'
    .split('|')
    .map((words, month) => [words, month] as const),
);

/** Monday is 0. */
export const weekdays = (names: string): ReadonlyMap<string, number> => table(...names.split('|').map((words, weekday) => [words, weekday] as const));
export const GERMAN_WEEKDAYS = weekdays('montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag');
/** The short forms of the weekend are words of their own. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ...weekdays('monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday|sunday'),
  ...GERMAN_WEEKDAYS,
]);

/** Folded. */
export const SEASONS = table<number>(
  ['spring fruhling fruhjahr printemps primavera', 0],
  ['summer sommer ete verano', 1],
  ['autumn fall herbst automne otono', 2],
  ['winter hiver invierno', 3],
);

export const PARTS_OF_DAY = table<PartOfDay>(['morning', 'morning'], ['afternoon', 'afternoon'], ['evening', 'evening'], ['night', 'night']);

/** Words that say that a time follows. */
export const IN = new Set(['in', 'during', 'on', 'from', 'within', 'over', 'im']);
/** "Since" in the other languages, and what may stand behind it. */
export const OTHER_SINCE = new Set(['seit', 'depuis', 'desde']);
export const ARTICLES = new Set(['the', 'dem', 'der', 'zum', 'le', 'la', 'el']);
/** Between two ends. */
export const TO = new Set(['to', 'until', 'till', 'through', 'bis', 'au', 'al']);
/** "Until" in the other languages, behind "since" or "from". */
export const OTHER_UNTIL = new Set(['a', 'à', 'al', 'au', 'hasta', 'bis', ..."jusqu'à jusqu'au jusqu'en jusqu’à jusqu’au jusqu’en".split(' ')]);
/** They name nothing of a time. */
export const UNSAID = new Set([...IN, ...OTHER_SINCE, ...ARTICLES, 'since', 'the', 'of', 'am', 'at', 'von', 'vom', 'en', 'de', 'du', 'del', 'au', 'à', 'a']);

export const PREVIOUS = new Set(['last', 'past', 'previous', ...['letzt', 'vergangen', 'vorig'].flatMap((word) => [`${word}en`, `${word}em`, `${word}er`])]);
export const CURRENT = new Set(['this', 'current']);
/** "This" of a season in the other languages: of other times they say more, "este mar" is a sea. */
export const OTHER_CURRENT = new Set(['diesen', 'diesem', 'dieser', 'ce', 'cet', 'cette', 'este', 'esta']);
/** "Last", behind the name of a time. */
export const OTHER_LAST = new Set(['dernier', 'dernière', 'pasado', 'pasada']);
/** In a time that is told from today. */
export const MOVING = new Set([...PREVIOUS, ...CURRENT, ...OTHER_CURRENT, ...OTHER_LAST, 'today', 'yesterday', 'tonight', 'ago']);
/** Folded. */
export const ORDINALS = table<number>(
  ['first 1st erste ersten 1er premier primer', 0],
  ['second 2nd zweite zweiten 2e 2eme deuxieme segundo', 1],
  ['third 3rd dritte dritten 3e 3eme troisieme tercer', 2],
  ['fourth 4th vierte vierten 4e 4eme quatrieme cuarto', 3],
);

const NUMBERS = table<number>(
  ...'a an one|two couple|three few|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty'
    .split('|')
    .map((words, index) => [words, index + 1] as const),
  ['thirty', 30],
  ['sixty', 60],
  ['ninety', 90],
);

/** What follows a number that only looks like a year. */
export const COUNTED = new Set(
  `meter meters metre metres km kilometers kilometres miles feet steps grams kg bytes mb gb dollars euros pounds usd eur users people customers clients
  requests rows lines files items words characters tokens points times percent ms milliseconds seconds minutes hours days weeks
  pages seiten páginas mots palabras wörtern zeichen caractères caracteres lignes líneas zeilen personnes personas utilisateurs usuarios nutzern clientes
  metern metros mètres kilometern kilómetros kilomètres schritten pasos euro dollar dólares francs franken pesos prozent`.split(/\s+/),
);

/** @returns a count from 1 to 9999 in digits or words, the larger of "2-3", or null */
export function numberOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  if (/^\d{1,4}$/.test(word)) return Number(word) || null;
  const [, larger] = /^\d{1,2} ?[-–—] ?(\d{1,2})$/.exec(word) ?? [];
  return NUMBERS.get(word) ?? (Number(larger ?? 0) || null);
}

/** @returns a year that somebody can have stored something in, or null */
export function yearNamed(word: string | undefined): number | null {
  return word !== undefined && /^(?:19|20|21)\d{2}$/.test(word) ? Number(word) : null;
}

/** @returns 1 to 31 from `5`, `5th` or null */
export function dayNamed(word: string | undefined): number | null {
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word ?? '') ?? [];
  const day = Number(digits);
  return day >= 1 && day <= 31 ? day : null;
}
