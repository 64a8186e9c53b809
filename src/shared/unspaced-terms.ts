/**
 * Scripts that write without spaces: words cannot be split, so one and two characters are the terms. Index and question are
 * cut here both, because they must agree. A character keeps its marks: a Thai vowel sign is no character of its own.
 */
const UNSPACED = /(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}ー]\p{M}*)+/gu;
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

/** What is left for words. */
export function withoutUnspaced(text: string): string {
  return text.replace(UNSPACED, ' ');
}
