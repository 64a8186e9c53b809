/** Words of a question that name one thing among many: "which version of Immich is installed" is about Immich, whatever has versions. */
import { foldText } from '../shared/fold-text.ts';
import { wordsIn } from '../shared/word-parts.ts';

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** Inside a sentence; what begins one has a capital anyhow. */
const CAPITAL_INSIDE = /(?<=[^\s.?!:¿¡*#>•-]["'’(]?[^\S\n]{1,4}["'‘“„«(]?)\p{Lu}/uy;
const SMALL = /^\p{Ll}/u;
const NUMBER = /^(?=(?:\P{N}*\p{N}){3})/u;

/** @param text as it was written. @returns folded, in their order */
export function namesIn(text: string): readonly string[] {
  const words = [...text.matchAll(WORD)];
  // Where every word has a capital it names nothing.
  const hasSmall = words.slice(1).some(([word]) => SMALL.test(word));
  const names = words.filter(({ 0: word, index }) => {
    CAPITAL_INSIDE.lastIndex = index;
    return NUMBER.test(word) || (hasSmall && CAPITAL_INSIDE.test(text));
  });
  return [...new Set(names.flatMap(([name]) => wordsIn(foldText(name))))];
}
