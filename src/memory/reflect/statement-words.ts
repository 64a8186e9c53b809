/** The words of a short statement, without those that say nothing about what it is about. */
import { unspacedTerms } from '../../shared/unspaced-terms.ts';

export const ARTICLES = new Set(
  "the a an my our your his her their der die das ein eine mein meine unser unsere el la los las un una mi nuestro nuestra le les l' mon ma notre now current currently".split(
    ' ',
  ),
);

/** Lower case; what is written without spaces is one word. */
export function wordsOf(text: string): string[] {
  if (unspacedTerms(text).length > 0) return [text.toLowerCase()];
  return (text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? []).filter((word) => !ARTICLES.has(word));
}
