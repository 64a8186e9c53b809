/** What kind of thing an answer is. A profession and an age answer different questions; two ages, two colours or two owners answer one. */

export type Answer = {
  /** Says the unit, the verb or the list as well: only answers of the same class are compared. */
  readonly kind: string;
  readonly says: string;
};

const WEEKDAYS =
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo';
const COLOURS =
  'black|white|red|green|blue|yellow|orange|purple|pink|brown|gr[ae]y|schwarz|weiß|rot|grün|blau|gelb|braun|grau|noire?|blanche?|rouge|verte?|bleue?|jaune|negr[oa]|blanc[oa]|roj[oa]|verde|azul|amarill[oa]';
/** One name at a time; what follows is a name or a year, and those are two questions. */
const TOLD =
  'written in|owned by|led by|managed by|maintained by|hosted on|located in|based in|named|called|married to|born in|geschrieben in|verheiratet mit|geboren in';

/** By class, each whole; group 1 is what is said, group 2 what has to be the same. */
const CLASSES: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['number', /^([€$£v]?\d[\d.,:]*)((?: ?[%€$£°]| ?[\p{L}°/]{1,15}){0,3})$/iu],
  ['number', /^([\d一二三四五六七八九十百]{1,8})(楼|层|階|岁|歳|号|号楼|点|時|元|円|人)$/u],
  ['address', /^(\p{Lu}[\p{L}.' -]{2,40} \d{1,4}[a-z]?)$/u],
  ['day', new RegExp(`^(?:on |am |le |el )?(${WEEKDAYS})$`, 'iu')],
  ['colour', new RegExp(`^((?:dark |light )?(?:${COLOURS}))$`, 'iu')],
  ['colour', /^([黑白红紅蓝藍绿綠黄灰棕紫青赤]色?)的?$/u],
  ['mail', /^(\S{1,64}@\S{3,100})$/u],
  ['link', /^(https?:\/\/\S{3,200})$/u],
];
const WEEKDAY = new RegExp(`^(?:${WEEKDAYS})s?$`, 'iu');
const TELLING = new RegExp(`^(${TOLD}) (\\S+(?: \\S+){0,2})$`, 'iu');

/** Words of which one holds at a time. */
const ALTERNATIVES = [
  'dark light',
  'hell dunkel',
  'helles dunkles',
  'claro oscuro',
  'clair sombre',
  'tabs spaces',
  'metric imperial',
  'celsius fahrenheit',
  'single double',
  'on off',
  'enabled disabled',
  'open closed',
  'true false',
  'yes no',
  'allowed forbidden',
  'short long',
  'brief detailed',
  'formal informal',
  'window aisle',
].map((words) => words.split(' '));

/** @param text without the sentence's end. @returns null where it could be an answer to any question */
export function answerOf(text: string): Answer | null {
  const alternatives = alternativesOf(text.toLowerCase());
  if (alternatives !== null) return { kind: alternatives, says: text.toLowerCase() };
  for (const [kind, pattern] of CLASSES) {
    const [whole, says = '', unit = ''] = pattern.exec(text) ?? [];
    if (whole !== undefined) return { kind: `${kind} ${unit.trim().toLowerCase()}`, says: says.toLowerCase() };
  }
  const [, told, says = ''] = TELLING.exec(text) ?? [];
  return told === undefined ? null : { kind: `${told.toLowerCase()} ${/\d/.test(says) ? 'number' : 'name'}`, says: says.toLowerCase() };
}

/** @param word with its accents */
export function isWeekday(word: string): boolean {
  return WEEKDAY.test(word);
}

/** @param word lower case. @returns the name of the list that it is in, or null */
export function alternativesOf(word: string): string | null {
  return ALTERNATIVES.find((words) => words.includes(word))?.join('/') ?? null;
}
