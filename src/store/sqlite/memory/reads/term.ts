/** A word of a question as the index is asked for it: as it is written, or else in another way. */
import { either, quoted } from './match.ts';

/** `match`: where `phrase` is, and no earlier one. */
export type Way = { readonly phrase: string; readonly match: string };
/** `expression`: any of the ways. */
export type Term = { readonly expression: string; readonly ways: readonly Way[] };

/** @param spelling the second one of a word with an umlaut */
export function oneTerm(word: string, spelling?: string): Term {
  const phrase = quoted(word);
  const term = { expression: phrase, ways: [{ phrase, match: phrase }] };
  return spelling === undefined || spelling === word ? term : orElse(term, [quoted(spelling)]);
}

/** The others count where the term is not there: where both are BM25 would count one word twice. */
export function orElse({ expression, ways }: Term, phrases: readonly string[]): Term {
  const elsewhere = (match: string) => `(${match} NOT ${expression})`;
  return {
    expression: `(${expression} OR ${elsewhere(either(phrases))})`,
    ways: [...ways, ...phrases.map((phrase) => ({ phrase, match: elsewhere(phrase) }))],
  };
}
