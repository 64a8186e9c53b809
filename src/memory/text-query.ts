/** A question in natural words, taken apart into what each of the three indexes can answer. FTS5 syntax never passes through. */
import { cleanText } from '../shared/clean-text.ts';
import { unspacedTerms } from '../shared/unspaced-terms.ts';
import type { TextQuery } from '../store/memory-store.ts';

const WORD = /[\p{L}\p{N}\p{M}_]+/gu;
const MOST_TERMS = 32;
const SHORTEST_PART = 3;
/** Words that almost every memory and every question has; they find nothing and cost most. */
const STOPWORDS = new Set(
  'a an and are as at be been but by can did do does for from had has have how i in is it its me my of on or our she so than that the their them then there these they this to us was we were what when where which who why will with would you your'.split(
    ' ',
  ),
);

/** @param question any text; at most its first 32 terms count */
export function textQuery(question: string, phrase: string | null = null): TextQuery {
  const text = cleanText(question);
  const all = text.match(WORD) ?? [];
  const telling = all.filter((word) => !STOPWORDS.has(word.toLowerCase()));
  const words = unique(telling.length > 0 ? telling : all);
  return {
    words: anyOf(words),
    parts: anyOf(words.filter((word) => [...word].length >= SHORTEST_PART)),
    grams: anyOf(unique(unspacedTerms(text))),
    phrase: phrase === null || phrase === '' ? null : cleanText(phrase),
  };
}

function unique(terms: readonly string[]): string[] {
  return [...new Set(terms)].slice(0, MOST_TERMS);
}

function anyOf(terms: readonly string[]): string | null {
  return terms.length === 0 ? null : terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ');
}
