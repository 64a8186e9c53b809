/** Two sentences of the same words about two things: "Room 101 has a projector", "Room 102 has a projector". Both are true. */
import { foldText } from '../../shared/fold-text.ts';
import { wordsOf } from '../similar.ts';
import { alternativesOf, isWeekday } from './answer-class.ts';
import { isMonth } from './dates-in.ts';
import { ARTICLES } from './statement-words.ts';

/** Words of a sentence that its subject is looked for in. */
const SUBJECT = 3;
const WORD = /[\p{L}\p{N}]+/gu;
/** "iPhone" has its capital inside. */
const CAPITALISED = /\p{Lu}/u;
/** An entry of a diary or a log. */
const DATED = /^\s{0,3}(\d{4}-\d{2}-\d{2})\b/;
const NUMBER = /^\p{N}+$/u;
/** A capital at the beginning makes no subject of them: "Use Postgres for …", "On Monday the …", "Never …". */
const NO_SUBJECT = new Set(
  'no not never always without use uses prefer prefers like likes call ask tell answer speak write choose buy pay paid book on in at from to by for with since until before after kein keine nie nicht immer ohne nutze nutzt verwende ruf frag sprich nimm kauf zahle am im um bei von nach zu mit seit bis vor jamais toujours pas sans utilise appelle demande parle le au en chez avec depuis avant nunca siempre sin usa llama pregunta habla con desde hasta antes'.split(
    ' ',
  ),
);
/** So many of them are said about the subject: "Rent 900 euros a month". */
const COUNTED =
  /^(?:euros?|eur|usd|dollars?|francs?|franken|ms|s|min|hours?|minutes?|days?|weeks?|months?|years?|stunden?|minuten|tage|wochen|monate|jahre|heures?|jours?|mois|ans|horas?|dias?|meses|anos|km|kg|g|ml|l|gb|mb|uhr|am|pm|for|on|in|at|to|fur|im|pro|a|par|pour|por|para)$/;

/** Whether all that two texts exchange are names or numbers of what they are about, or they are of two days. */
export function haveOtherSubjects(left: string, right: string): boolean {
  const [day, other] = [left, right].map((text) => DATED.exec(text)?.[1]);
  if (day !== undefined && other !== undefined && day !== other) return true;
  return exchangesNames(left, wordsOf(right)) && exchangesNames(right, wordsOf(left));
}

function exchangesNames(text: string, others: ReadonlySet<string>): boolean {
  const words = text.match(WORD) ?? [];
  const exchanged = [...words.keys()].filter((index) => !others.has(foldText(words[index] ?? '')));
  return exchanged.length > 0 && exchanged.every((index) => index < SUBJECT && names(words, index) && words.slice(0, index).every(belongs));
}

/** Something has to be said of it after it. */
function names(words: readonly string[], index: number): boolean {
  const [before = '', word = '', after = ''] = [words[index - 1], words[index], words[index + 1]];
  if (after === '' || isNoName(word)) return false;
  if (!NUMBER.test(word)) return CAPITALISED.test(word);
  return before !== '' && ![before, after].some((beside) => NUMBER.test(beside) || isNoName(beside)) && !COUNTED.test(foldText(after));
}

/** To the subject, as "The", "room" and "Uncle" do. */
function belongs(word: string, index: number, words: readonly string[]): boolean {
  if (ARTICLES.has(word.toLowerCase())) return true;
  if (NO_SUBJECT.has(word.toLowerCase())) return false;
  return CAPITALISED.test(word) || NUMBER.test(word) || ARTICLES.has(words[index - 1]?.toLowerCase() ?? '');
}

/** A day or one of two words that exclude each other is an answer. */
function isNoName(word: string): boolean {
  const lower = word.toLowerCase();
  return NO_SUBJECT.has(lower) || isWeekday(lower) || isMonth(lower) || alternativesOf(lower) !== null;
}
