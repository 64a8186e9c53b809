/**
 * Memories that say almost the same. Where they only differ in wording, the older ones are not needed; where they differ in a
 * number, a day, a "not" or a word that stands for another, they may contradict each other, and the newer one may be right.
 * Where they only differ in what they are about, they are neither.
 */
import type { Memory } from '../../store/memory-store.ts';
import { wordsOf } from '../similar.ts';
import { haveOtherSubjects } from './other-subject.ts';
import type { Proposal } from './proposal.ts';
import { mayContradict, statementOf } from './statement.ts';

/** In so few words for as many others, a statement differs; in more, its wording does. */
const MOST_EXCHANGED = 2;
const TELLING =
  /^(?:\p{N}[\p{L}\p{N}]*|no|not|never|without|nicht|kein|keine|keinen|nie|ohne|nunca|sin|jamais|pas|sans|mon(?:day)?|tues(?:day)?|wed(?:nesday)?|thurs(?:day)?|fri(?:day)?|satur(?:day)?|sun(?:day)?|不|没|没有|未|ない|ません)s?$/u;

/**
 * @param memory the newest of them; whoever has a newer neighbour is looked at with that one
 * @param near its neighbours
 */
export function nearTwins(memory: Memory, near: readonly Memory[]): readonly Proposal[] {
  if (near.some((other) => isNewer(other, memory))) return [];
  const older = near.filter((each) => !haveOtherSubjects(memory.content, each.content)).sort((left, right) => (isNewer(left, right) ? -1 : 1));
  const same = older.filter((other) => !differs(memory.content, other.content));
  const other = older.filter((each) => !same.includes(each));
  const many = same.length === 1 ? 'the older one' : `the ${same.length} older ones`;
  return [
    ...(same.length === 0
      ? []
      : [proposal('duplicates', `${same.length + 1} memories say almost the same.`, `Forgets ${many}, keeps the newest.`, memory, same)]),
    ...other.map((each) => proposal('contradiction', 'Almost the same words, but they may contradict each other.', 'Forgets the older one.', memory, [each])),
  ];
}

function proposal(kind: Proposal['kind'], why: string, does: string, kept: Memory, dropped: readonly Memory[]): Proposal {
  return { kind, why, does, memories: [kept, ...dropped], act: { kind: 'forget', ids: dropped.map(({ id }) => id) } };
}

/** Whether two texts of almost the same words may state different things. */
export function differs(left: string, right: string): boolean {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  const [onlyLeft, onlyRight] = [[...a].filter((word) => !b.has(word)), [...b].filter((word) => !a.has(word))];
  if ([...onlyLeft, ...onlyRight].some((word) => TELLING.test(word))) return true;
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
