/** A question in natural words, taken apart into what each of the three indexes can answer. FTS5 syntax never passes through. */
import type { IndexedText, TextQuery } from '../store/memory-store.ts';

/** Scripts that write without spaces: words cannot be split, so one and two characters are the terms. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]+/gu;
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
  const text = clean(question);
  const all = text.match(WORD) ?? [];
  const telling = all.filter((word) => !STOPWORDS.has(word.toLowerCase()));
  const words = unique(telling.length > 0 ? telling : all);
  return {
    words: anyOf(words),
    parts: anyOf(words.filter((word) => [...word].length >= SHORTEST_PART)),
    grams: anyOf(unique(gramsOf(text))),
    phrase: phrase === null || phrase === '' ? null : clean(phrase),
  };
}

/**
 * Candidates for "almost the same text": long words tell most, and two texts that share most words share some of each
 * half of the longest, so both halves must match somewhere. That keeps a store from ranking the whole memory.
 */
export function similarityQuery(content: string): TextQuery {
  const words = unique(clean(content).match(WORD) ?? [])
    .sort((left, right) => right.length - left.length)
    .slice(0, 6);
  const [first, second] = [anyOf(words.filter((_, index) => index % 2 === 0)), anyOf(words.filter((_, index) => index % 2 === 1))];
  return { words: first === null || second === null ? first : `(${first}) AND (${second})`, parts: null, grams: null, phrase: null };
}

/** What the indexes are fed with. */
export function indexedText(content: string, tags: readonly string[]): IndexedText {
  const text = clean([content, ...tags].join('\n'));
  return { words: text, parts: text, grams: gramsOf(text).join(' ') };
}

/** NFC without NUL and lone surrogates, which SQLite would cut or refuse. */
export function clean(text: string): string {
  return text.toWellFormed().normalize('NFC').replaceAll('\0', ' ');
}

/** Overlapping single characters and pairs of every unspaced run. */
function gramsOf(text: string): string[] {
  return (text.match(UNSPACED) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.flatMap((character, index) => {
      const next = characters[index + 1];
      return next === undefined ? [character] : [character, character + next];
    });
  });
}

function unique(terms: readonly string[]): string[] {
  return [...new Set(terms)].slice(0, MOST_TERMS);
}

function anyOf(terms: readonly string[]): string | null {
  return terms.length === 0 ? null : terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ');
}
