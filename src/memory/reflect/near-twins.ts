/**
 * Memories that say almost the same. Where they only differ in wording, the older ones are not needed; where they differ in a
 * number, a day, a "not" or a word that stands for another, they may contradict each other, and the newer one may be right.
 * Where they only differ in what they are about, they are neither.
 */
import type { Memory } from '../../store/memory-store.ts';
import { wordsOf } from '../similar.ts';
import { countOtherwise, nameInOtherOrder } from './order-and-signs.ts';
import { haveOtherSubjects } from './other-subject.ts';
import type { Proposal } from './proposal.ts';
import { mayContradict, statementOf } from './statement.ts';

/** In so few words for as many others, a statement differs; in more, its wording does. */
const MOST_EXCHANGED = 2;
const TELLING =
  /^(?:\p{N}[\p{L}\p{N}]*|no|not|never|t|cannot|cant|dont|doesnt|isnt|wont|without|nicht|kein|keine[mnrs]?|nie|niemals|ohne|nunca|sin|ne|n|jamais|pas|plus|sans|non|senza|nao|nem|sem|niet|geen|не|нет|mon(?:day)?|tues(?:day)?|wed(?:nesday)?|thurs(?:day)?|fri(?:day)?|satur(?:day)?|sun(?:day)?|不|没|没有|未|ない|ません|せん)s?$/u;

/**
 * @param memory the newest of them; whoever has a newer neighbour is looked at with that one
 * @param near its neighbours
 */
export function nearTwins(memory: Memory, near: readonly Memory[]): readonly Proposal[] {
  if (near.some((other) => isNewer(other, memory))) return [];
  const older = near.filter((each) => isAboutTheSame(memory.content, each.content)).sort((left, right) => (isNewer(left, right) ? -1 : 1));
  const alike = older.filter((other) => !differs(memory.content, other.content));
  const richer = alike.filter((other) => isCutShort(memory.content, other.content));
  const same = alike.filter((other) => !richer.includes(other));
  const other = older.filter((each) => !alike.includes(each));
  const many = same.length === 1 ? 'the older one' : `the ${same.length} older ones`;
  return [
    ...(same.length === 0
      ? []
      : [proposal('duplicates', `${same.length + 1} memories say almost the same.`, `Forgets ${many}, keeps the newest.`, memory, same)]),
    ...richer.map((each) => proposal('contradiction', 'Almost the same words, but the older one says more.', 'Forgets the older one.', memory, [each])),
    ...other.map((each) => proposal('contradiction', 'Almost the same words, but they may contradict each other.', 'Forgets the older one.', memory, [each])),
  ];
}

function proposal(kind: Proposal['kind'], why: string, does: string, kept: Memory, dropped: readonly Memory[]): Proposal {
  return { kind, why, does, memories: [kept, ...dropped], act: { kind: 'forget', ids: dropped.map(({ id }) => id) } };
}

/** Not of another subject, and not perhaps of one what the other says of the other. */
function isAboutTheSame(left: string, right: string): boolean {
  return !haveOtherSubjects(left, right) && !nameInOtherOrder(left, right);
}

/** Whether the newer text is the older one without some of its words: forgetting that would lose what they say. */
function isCutShort(newer: string, older: string): boolean {
  const [said, before] = [wordsOf(newer), wordsOf(older)];
  return before.size > said.size && [...said].every((word) => before.has(word));
}

/** Whether two texts of almost the same words may state different things. */
export function differs(left: string, right: string): boolean {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  const [onlyLeft, onlyRight] = [[...a].filter((word) => !b.has(word)), [...b].filter((word) => !a.has(word))];
  if ([...onlyLeft, ...onlyRight].some((word) => TELLING.test(word)) || countOtherwise(left, right)) return true;
  return (onlyLeft.length > 0 && onlyLeft.length === onlyRight.length && onlyLeft.length <= MOST_EXCHANGED) || answerOtherwise(left, right);
}

/** One town for another is many pairs of characters in a script without spaces. */
function answerOtherwise(left: string, right: string): boolean {
  const [a, b] = [statementOf(left), statementOf(right)];
  return a !== null && b !== null && mayContradict(a, b);
}

export function isNewer(left: Memory, right: Memory): boolean {
  return left.updatedAt > right.updatedAt || (left.updatedAt === right.updatedAt && left.id > right.id);
}
