/** A short text as a statement: what it is about, and what it says of it. Cheap, and silent where it is not sure. */
import { unspacedTerms } from '../../shared/unspaced-terms.ts';

export type Statement = {
  /** Words of the subject, and of a verb that allows one answer at a time; sorted, so that two can be compared. */
  readonly about: readonly string[];
  readonly says: string;
  /** "in the hall" answers another question than "an old one". */
  readonly isPlace: boolean;
};

const LONGEST = 300;
const IS = 'is|are|was|ist|sind|war|es|está|son|est|sont';
/** Where somebody is, in one place at a time. */
const DWELLS = 'lives?|works?|moved|sits|stands|wohnt|arbeitet|sitzt|steht|vive|trabaja|habite|travaille';
const SPACED = new RegExp(`^(.{2,80}?)\\s(?:(${IS})|(${DWELLS}))\\s(.{1,200})$`, 'iu');
const UNSPACED = /^([\p{L}\p{N}]{2,20}?)(?:(?:现在)?(?:是|在|住在)|は)([^。]{1,60})$/u;
const LISTED = /^([^:：\n]{3,60})[:：]\s?([^\n]{1,200})$/u;
const ARTICLES = new Set(
  "the a an my our your his her their der die das ein eine mein meine unser unsere el la los las un una mi nuestro nuestra le les l' mon ma notre now current currently".split(
    ' ',
  ),
);
/** What they stand for is in another text. */
const PRONOUNS = new Set(
  'it this that these those he she they we i you there er sie es wir ich dies das man esto eso él ella yo ello ce il elle on これ それ あれ 这 那 他 她 它 我 我们'.split(
    ' ',
  ),
);
const PREPOSITION = /^(?:in|at|on|near|behind|under|to|from|by|an|auf|bei|hinter|unter|nach|aus|en|sobre|cerca|à|dans|sur|chez)\s/iu;

/** @returns null where the text is not one plain statement about something that it names */
export function statementOf(content: string): Statement | null {
  const text = content.trim().replace(/[.。!]$/u, '');
  if (text.length > LONGEST || /[.!?。]\s|[？?\n]/u.test(text)) return null;
  const spaced = SPACED.exec(text);
  if (spaced !== null) {
    const [, subject = '', , dwells, says = ''] = spaced;
    return statement([...wordsOf(subject), ...(dwells === undefined ? [] : ['·dwells'])], says, dwells === undefined ? 2 : 1);
  }
  const listed = LISTED.exec(text);
  if (listed !== null) return statement(wordsOf(listed[1] ?? ''), listed[2] ?? '', 2);
  const unspaced = UNSPACED.exec(text);
  return unspaced === null ? null : statement([(unspaced[1] ?? '').toLowerCase()], unspaced[2] ?? '', 1);
}

/** Two answers to what may be one question. */
export function mayContradict(left: Statement, right: Statement): boolean {
  return left.about.join(' ') === right.about.join(' ') && left.isPlace === right.isPlace && left.says.toLowerCase() !== right.says.toLowerCase();
}

/** @param enough words of a subject, so that "Ann is tall" and "Ann is a doctor" are left alone */
function statement(about: readonly string[], says: string, enough: number): Statement | null {
  const named = about.filter((word) => !word.startsWith('·'));
  if (named.length < enough || named.some((word) => PRONOUNS.has(word))) return null;
  return { about: [...about].sort(), says, isPlace: PREPOSITION.test(says) };
}

function wordsOf(text: string): string[] {
  const words = (text.toLowerCase().match(/[\p{L}\p{N}'’-]+/gu) ?? []).filter((word) => !ARTICLES.has(word));
  return unspacedTerms(text).length > 0 ? [text.toLowerCase()] : words;
}
