import { foldText, spelledOut } from '../shared/fold-text.ts';
import { unspacedTerms, withoutUnspaced } from '../shared/unspaced-terms.ts';
import { piecesOf, wordsIn } from '../shared/word-parts.ts';

/** A memory as the three indexes keep it: terms in their order, with spaces between. */
export type IndexedText = { readonly words: string; readonly parts: string; readonly grams: string };

/** A word of three characters has no part that is not the word. */
const SHORTEST_WITH_PARTS = 4;

export function indexedText(content: string, tags: readonly string[]): IndexedText {
  const text = [content, ...tags].join('\n').toWellFormed().replaceAll('\0', ' ');
  const folded = foldText(text);
  const words = [...wordsIn(withoutUnspaced(folded)), ...spelledOut(text)];
  const long = new Set(words.filter((word) => word.length >= SHORTEST_WITH_PARTS));
  return { words: words.join(' '), parts: [...new Set([...long].flatMap(piecesOf))].join(' '), grams: unspacedTerms(folded).join(' ') };
}
