import { foldText } from '../shared/fold-text.ts';
import type { Memory } from '../store/memory-store.ts';

/** Endings that the stemmer of the index takes for the same word. */
const ENDING = /(?:ations?|ings?|ments?|ies|ied|ed|es|s|ly|y|e)$/u;
const SHORTEST_STEM = 3;

/** Why it was found: the words of the question that a memory has, in any of their forms. */
export function termsIn({ content, tags }: Pick<Memory, 'content' | 'tags'>, terms: readonly string[]): string[] {
  const text = foldText([content, ...tags].join('\n'));
  return terms.filter((term) => text.includes(stemOf(term)));
}

/** The same of a stretch of text. @param stems as `stemsOf` makes them. @returns how many stand in it */
export function countStems(text: string, stems: readonly string[]): number {
  const folded = foldText(text);
  return stems.filter((stem) => folded.includes(stem)).length;
}

export function stemsOf(terms: readonly string[]): readonly string[] {
  return [...new Set(terms.map(stemOf))];
}

function stemOf(term: string): string {
  const stem = term.replace(ENDING, '');
  return stem.length >= SHORTEST_STEM ? stem : term;
}
