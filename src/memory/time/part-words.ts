/** The words for a third of a month or a year, by language. */
import type { Unit } from './period.ts';
import { table } from './vocabulary.ts';

export type PartWord = {
  readonly third: number;
  /** What stands between it and the month or year. */
  readonly joint: RegExp;
  readonly isRomance: boolean;
};

const adjective = (third: number): PartWord => ({ third, joint: /^/, isRomance: false });
const english = (third: number): PartWord => ({ third, joint: /^of (?:the )?/, isRomance: false });
const german = (third: number): PartWord => ({ third, joint: /^(?:des )?/, isRomance: false });
/** In Spanish "fin de año" is a holiday. */
const french = (third: number): PartWord => ({ third, joint: /^(?:d[eu] (?!año|mes(?: |$)))?/u, isRomance: true });
const spanish = (third: number): PartWord => ({ third, joint: /^del? /, isRomance: true });

export const PART_WORDS: ReadonlyMap<string, PartWord> = table(
  ['early', adjective(0)],
  ['mid', adjective(1)],
  ['late', adjective(2)],
  ['beginning start', english(0)],
  ['middle', english(1)],
  ['end', english(2)],
  ['anfang beginn', german(0)],
  ['mitte', german(1)],
  ['ende', german(2)],
  ['début', french(0)],
  ['mi milieu', french(1)],
  ['fin', french(2)],
  ['principios comienzos inicios', spanish(0)],
  ['mediados', spanish(1)],
  ['finales fines', spanish(2)],
);

/** What may stand before them: "at the end", "in der Mitte", "à la mi-", "au début", "a finales". */
export const PART_OPENERS = new Set(['at', 'the', 'am', 'zu', 'der', 'au', 'à', 'la', 'a']);

/** Behind an article they are the one that is now: "the end of the year", "fin du mois". */
export const THIS_ONE = table<Unit>(['month monats mois mes', 'month'], ["year jahres l’année l'année año", 'year']);
