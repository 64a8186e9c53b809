/** What a question is about: its words without those that almost every question of its language has, which find nothing and cost most. */
import { foldText } from '../shared/fold-text.ts';
import { wordsIn } from '../shared/word-parts.ts';
import { ACCENTED, ANYWHERE, ENGLISH, OTHERS, UNMISTAKABLE } from './function-word-lists.ts';

/** Words that only look foreign ("war", "hat") do not make a language, least of all beside an English "the". */
const EVIDENCE = 2;
const IS_LATIN = /^\p{Script=Latin}/u;

/**
 * @param words folded, of one question
 * @param said all that tells its language, where that is more than these
 * @param telling those that only look like function words once they are folded
 * @returns those that say what it is about; all of them when none does
 */
export function withoutFunctionWords(words: readonly string[], said: readonly string[] = words, telling: ReadonlySet<string> = new Set()): readonly string[] {
  const spoken = spokenIn(said.filter((word) => !telling.has(word)));
  const left = words.filter((word) => telling.has(word) || ![ENGLISH, ANYWHERE, ...spoken].some((language) => language.has(word)));
  return left.length > 0 ? left : words;
}

/** @param text as it was typed. @returns its words with an accent, folded, that no function word has */
export function accentedWords(text: string): ReadonlySet<string> {
  const typed = wordsIn(text.normalize('NFC').toLowerCase());
  return new Set(typed.filter((word) => !ACCENTED.has(word) && foldText(word) !== word).map(foldText));
}

/** Languages share their short words, and a name in one is a short word in another: only those count that most of them are of. */
function spokenIn(words: readonly string[]): readonly ReadonlySet<string>[] {
  const spoken = OTHERS.filter((language) => isSpoken(language, words));
  const hits = spoken.map((language) => hitsOf(language, words).length);
  return spoken.filter((_, place) => hits[place] === Math.max(...hits));
}

function isSpoken(language: ReadonlySet<string>, words: readonly string[]): boolean {
  if (words.some((word) => ENGLISH.has(word) && !language.has(word))) return false;
  const hits = hitsOf(language, words);
  // In another script they are no word of English.
  return hits.some((word) => UNMISTAKABLE.has(word) || !IS_LATIN.test(word)) || hits.length >= EVIDENCE;
}

function hitsOf(language: ReadonlySet<string>, words: readonly string[]): readonly string[] {
  return [...new Set(words)].filter((word) => language.has(word) && !ENGLISH.has(word));
}
