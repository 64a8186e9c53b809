/** A question in natural words, taken apart into what each of the three indexes can answer. FTS5 syntax never passes through. */
import { cleanText } from '../shared/clean-text.ts';
import { foldText, umlautSpellings } from '../shared/fold-text.ts';
import { unspacedTerms, withoutUnspaced } from '../shared/unspaced-terms.ts';
import { wordsIn } from '../shared/word-parts.ts';
import type { TextQuery } from '../store/memory-store.ts';
import { accentedWords, withoutFunctionWords } from './function-words.ts';
import { hangulForms } from './hangul-forms.ts';
import { joinedForms } from './joined-forms.ts';
import { lightWords } from './light-words.ts';
import { namesIn } from './names-in.ts';
import { otherWords } from './other-words.ts';
import { nationalNumber, phoneForms } from './phone-forms.ts';
import { prefixedForms } from './prefixed-forms.ts';
import { asTyped, type SoughtTerm } from './sought-term.ts';
import { tellingTerms } from './telling-terms.ts';
import { withoutElisions } from './without-elisions.ts';

const MOST_TERMS = 32;
const SHORTEST_PART = 3;

/** @param question any text; at most its first 32 terms count */
export function textQuery(question: string, phrase = ''): TextQuery {
  const text = cleanText(question);
  const folded = foldText(text);
  const words = unique(withoutFunctionWords(spokenWords(withoutElisions(folded)), spokenWords(folded), accentedWords(text)));
  const light = lightWords(words);
  const joined = joinedForms(text, words);
  const inOne = [...joined.values()].flat().filter((form) => !form.text.includes(' '));
  return {
    words,
    spellings: new Map(umlautSpellings(text).filter(([word]) => words.includes(word))),
    forms: new Map(
      words.map((word) => [word, [...(joined.get(word) ?? []), ...hangulForms(word), ...prefixedForms(word), ...otherWords(word), ...phoneForms(word)]]),
    ),
    names: namesIn(text).filter((name) => words.includes(name)),
    joined: unique(inOne.map((form) => form.text)),
    parts: words.filter((word) => [...word].length >= SHORTEST_PART && !light.includes(word)).map(nationalNumber),
    grams: unique(tellingTerms(unspacedTerms(folded), words)),
    phrase: phrase.trim() === '' ? null : cleanText(phrase),
  };
}

/** The mark that colours an emoji is left of it when words are cut, and every other emoji has it too. */
function spokenWords(folded: string): readonly string[] {
  return wordsIn(withoutUnspaced(folded)).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** What a person would say the question is about: its own words, the noun of one that is written with what follows it, and grams. */
export function questionWords({ words, spellings, forms, grams }: TextQuery): SoughtTerm[] {
  const formsOf = (word: string) => forms?.get(word) ?? [];
  const nouns = words.flatMap((word) => formsOf(word).filter(({ goesOn }) => goesOn)).map(({ text }) => text);
  // One in several words is the word taken apart, which is looked for anyhow.
  const inOne = (word: string) => formsOf(word).filter(({ text, goesOn }) => !goesOn && !text.includes(' '));
  const sought = words.map((word) => ({ word, otherWays: [spellings?.get(word) ?? [], inOne(word).map(({ text }) => text)].flat() }));
  const others = new Set([...nouns, ...grams]);
  return [...sought, ...[...others].filter((each) => !words.includes(each)).map(asTyped)];
}

function unique(terms: readonly string[]): string[] {
  return [...new Set(terms)].slice(0, MOST_TERMS);
}
