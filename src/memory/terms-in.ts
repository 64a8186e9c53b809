import { foldText, spelledOut } from '../shared/fold-text.ts';
import { hasAlike, mayBeLike } from '../shared/likeness.ts';
import { standsApart, standsInFront, standsWhole } from '../shared/stands-in.ts';
import { unspacedTerms } from '../shared/unspaced-terms.ts';
import { LETTER, wordsIn } from '../shared/word-parts.ts';
import type { Memory } from '../store/memory-store.ts';
import type { SoughtTerm } from './sought-term.ts';

/** Endings that the stemmer of the index takes for the same word. */
const ENDING = /(?:ations?|ings?|ments?|ies|ied|ed|es|s|ly|y|e)$/u;
const SHORTEST_STEM = 3;
/** Characters of a memory that are looked through for another spelling. */
const MOST_SPELLED = 4_000;
/** One and two letters stand in every other word. */
const SHORT = new RegExp(`^${LETTER}{1,2}$`, 'u');
/** These alone are written with their particle behind them. */
const NOUN = /^\p{Script=Hangul}{2}$/u;

const MAY_BE_APART = /^[\p{L}\p{N}]{4,34}$/u;

/** Whether a text has a term. @param text as `readable` makes it */
type Finder = (text: string) => boolean;

/** Why it was found: the words of the question that a memory has, in any of their forms. */
export type TermsIn = (memory: Pick<Memory, 'content' | 'tags'>) => string[];

/** @param terms as `questionWords` tells them; made ready once for all memories of an answer */
export function createTermsIn(terms: readonly SoughtTerm[]): TermsIn {
  const finders = terms.map((term) => ({ word: term.word, isIn: finderOf(term) }));
  return ({ content, tags }) => {
    const text = readable([content, ...tags].join('\n'));
    return finders.filter(({ isIn }) => isIn(text)).map(({ word }) => word);
  };
}

/** Of a memory that was found by another spelling: it has no word of the question as that is written. */
export function createTermsLike(terms: readonly SoughtTerm[]): TermsIn {
  const words = terms.map(({ word }) => word).filter(mayBeLike);
  return ({ content, tags }) => {
    const text = new Set(wordsIn(foldText([content.slice(0, MOST_SPELLED), ...tags].join('\n'))));
    return words.filter((word) => hasAlike(text, word));
  };
}

/** The same of a stretch of text. @param finders as `findersOf` makes them. @returns how many of the terms stand in it */
export function countTerms(text: string, finders: readonly Finder[]): number {
  const readableText = readable(text);
  return finders.filter((isIn) => isIn(readableText)).length;
}

/** Two words with one stem are found as one. */
export function findersOf(terms: readonly SoughtTerm[]): readonly Finder[] {
  const byStem = new Map<string, SoughtTerm>();
  for (const term of terms) {
    const stem = stemOf(term.word);
    const { word, otherWays } = byStem.get(stem) ?? term;
    byStem.set(stem, { word, otherWays: [...otherWays, ...term.otherWays] });
  }
  return [...byStem.values()].map(finderOf);
}

/** With the second spelling of words with an umlaut, as the index has it. */
function readable(text: string): string {
  return [foldText(text), ...spelledOut(text)].join('\n');
}

function finderOf({ word, otherWays }: SoughtTerm): Finder {
  const finders = [word, ...otherWays].map(wayFinder);
  const mayBeApart = MAY_BE_APART.test(word);
  return (text) => finders.some((isIn) => isIn(text)) || (mayBeApart && standsApart(text, word));
}

function wayFinder(way: string): Finder {
  const stem = stemOf(way);
  if (!SHORT.test(way) || unspacedTerms(way).length > 0) return (text) => text.includes(stem);
  return NOUN.test(way) ? (text) => standsInFront(text, way) : (text) => standsWhole(text, way);
}

function stemOf(term: string): string {
  const stem = term.replace(ENDING, '');
  return stem.length >= SHORTEST_STEM ? stem : term;
}
