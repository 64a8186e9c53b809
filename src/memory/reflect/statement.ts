/** A short text as a statement: the question that it answers, and its answer. Silent where two answers could both be right. */
import { unspacedTerms } from '../../shared/unspaced-terms.ts';
import { alternativesOf, answerOf } from './answer-class.ts';
import { residence } from './residence.ts';
import { wordsOf } from './statement-words.ts';

export type Statement = {
  /** Words of the subject, to look for others with. */
  readonly about: readonly string[];
  /** Two statements with the same one may contradict each other. */
  readonly question: string;
  /** Lower case; answers that share a word, such as a town and its district, agree. */
  readonly says: readonly string[];
};

const LONGEST = 300;
const IS = /^(.{2,80}?)\s(?:is|are|was|ist|sind|war|es|está|son|est|sont)\s(.{1,200})$/iu;
const LISTED = /^([^:：\n]{3,60})[:：]\s?([^\n]{1,200})$/u;
const UNSPACED = /^([\p{L}\p{N}]{2,20}?)(?:(?:现在)?(?:是|在)|は)([^。]{1,60}?)(?:です)?$/u;
/** What comes under them is one of many. */
const HEADINGS =
  /\b(?:lists?|notes?|log|facts?|todos?|to-dos?|tasks?|ideas?|quotes?|reminders?|tips?|liste|notiz\w*|aufgaben?|idee\w*|zitat\w*|lista|notas?)\b/iu;

/** With its preposition: somebody works at one firm, in a town, on many things. */
const WORKS = /^(.{2,60}?)\s(?:works|arbeitet|travaille)\s(at|for|bei|für|chez)\s(\p{Lu}[\p{L}\p{N}&.'’ -]{1,60})$/u;
const STANDS = /^(.{2,60}?)\s(?:sits|stands|sitzt|steht)\s(in|on|under|behind|im|am|auf|unter|hinter)\s(?:(?:the|my|our|dem|der|den)\s)?(\p{L}{2,30})$/iu;
const PREFERS =
  /^(.{2,60}?)\s(?:always\s|immer\s)?(prefers?|wants?|uses?|keeps?|bevorzugt|will|möchte|nutzt|benutzt|verwendet|prefiere|quiere|usa|préfère|veut|utilise)\s(.{2,80})$/iu;

/** What they stand for is in another text. */
const PRONOUNS = new Set(
  'it this that these those he she they we i you there er sie es wir ich dies das man esto eso él ella yo ello ce il elle on これ それ あれ 这 那 他 她 它 我 我们 你 您 私 僕 俺 彼 彼女'.split(
    ' ',
  ),
);

/** @returns null where the text is not one plain statement about something that it names */
export function statementOf(content: string): Statement | null {
  const text = content.trim().replace(/[.。!]$/u, '');
  if (text.length > LONGEST || /[.!?。]\s|[？?\n]/u.test(text)) return null;
  return lives(text) ?? employer(text) ?? whereabouts(text) ?? preference(text) ?? described(text);
}

/** Two answers to one question. */
export function mayContradict(left: Statement, right: Statement): boolean {
  return left.question === right.question && !left.says.some((word) => right.says.includes(word));
}

function lives(text: string): Statement | null {
  const found = residence(text);
  return found === null ? null : statement(found.subject, found.asked, found.says);
}

function employer(text: string): Statement | null {
  const [, subject = '', at = '', firm = ''] = WORKS.exec(text) ?? [];
  return statement(subject, `works ${at.toLowerCase()}`, wordsOf(firm));
}

function whereabouts(text: string): Statement | null {
  const [, subject = '', where = '', room = ''] = STANDS.exec(text) ?? [];
  return statement(subject, `stands ${where.toLowerCase()}`, [room.toLowerCase()]);
}

/** The same sentence with another one of two words: "prefers dark mode", "prefers light mode". */
function preference(text: string): Statement | null {
  const [, subject = '', verb = '', rest = ''] = PREFERS.exec(text) ?? [];
  const words = rest.toLowerCase().split(/[\s,]+/);
  const [chosen, ...more] = words.filter((word) => alternativesOf(word) !== null);
  if (chosen === undefined || more.length > 0) return null;
  const asked = words.map((word) => (word === chosen ? alternativesOf(word) : word)).join(' ');
  const made = statement(subject, `${verb.toLowerCase()} ${asked}`, [chosen]);
  return made === null ? null : { ...made, about: [...made.about, ...words.filter((word) => word !== chosen)] };
}

function described(text: string): Statement | null {
  const [, subject = '', said = ''] = IS.exec(text) ?? LISTED.exec(text) ?? UNSPACED.exec(text) ?? [];
  const answer = answerOf(said);
  // One word alone may be the name of several: of two, or of a thing in two places.
  const isEnough = wordsOf(subject).length > 1 || unspacedTerms(subject).length > 0;
  return answer === null || !isEnough || HEADINGS.test(subject) ? null : statement(subject, `is ${answer.kind}`, [answer.says]);
}

function statement(subject: string, asked: string, says: readonly string[]): Statement | null {
  const about = wordsOf(subject);
  if (about.length === 0 || about.some((word) => PRONOUNS.has(word))) return null;
  return { about, question: `${[...about].sort().join(' ')} · ${asked}`, says };
}
