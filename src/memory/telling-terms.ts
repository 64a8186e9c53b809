const HIRAGANA = /^\p{Script=Hiragana}+$/u;
/** One character that is a syllable, the sign of a long one, or Chinese grammar. */
const SAYS_LITTLE = /^(?:[\p{Script=Hiragana}\p{Script=Katakana}ー]\p{M}*|[的了是我你他有在吗么什不和])$/u;

/**
 * Hiragana alone is mostly grammar, and so is many a single character; a question of nothing else is asked as it is.
 * @param terms of scripts without spaces. @param words what the question has besides
 */
export function tellingTerms(terms: readonly string[], words: readonly string[]): readonly string[] {
  const telling = terms.filter((term) => !SAYS_LITTLE.test(term));
  const left = telling.length + words.length > 0 ? telling : terms;
  const other = left.filter((term) => !HIRAGANA.test(term));
  return other.length > 0 ? other : left;
}
