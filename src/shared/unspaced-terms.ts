/**
 * Scripts that write without spaces: words cannot be split, so one and two characters are the terms. Index and question are
 * cut here both, because they must agree. A character keeps its marks: a Thai vowel sign is no character of its own.
 */
const SCRIPTS = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}ー';
const UNSPACED = new RegExp(`(?:[${SCRIPTS}]\\p{M}*)+`, 'gu');
const IS_UNSPACED = new RegExp(`^[${SCRIPTS}]`, 'u');
const CHARACTER = /\P{M}\p{M}*/gu;

/** Overlapping single characters and pairs of every unspaced run. */
export function unspacedTerms(text: string): string[] {
  return unspacedRuns(text).flatMap((characters) =>
    characters.flatMap((character, index) => {
      const next = characters[index + 1];
      return next === undefined ? [character] : [character, character + next];
    }),
  );
}

/** The characters of every run. */
function unspacedRuns(text: string): string[][] {
  return (text.match(UNSPACED) ?? []).map((run) => run.match(CHARACTER) ?? []);
}

/** Whether it is a character of such a script: a word of another script ends there. */
export function isUnspaced(character: string): boolean {
  return IS_UNSPACED.test(character);
}

/** What is left for words. */
export function withoutUnspaced(text: string): string {
  return text.replace(UNSPACED, ' ');
}
