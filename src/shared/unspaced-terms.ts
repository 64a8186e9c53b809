/**
 * Scripts that write without spaces: words cannot be split, so one and two characters are the terms. Index and question are
 * cut here both, because they must agree.
 */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]+/gu;

/** Overlapping single characters and pairs of every unspaced run. */
export function unspacedTerms(text: string): string[] {
  return (text.match(UNSPACED) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.flatMap((character, index) => {
      const next = characters[index + 1];
      return next === undefined ? [character] : [character, character + next];
    });
  });
}
