import { cleanText } from '../shared/clean-text.ts';
import { unspacedTerms } from '../shared/unspaced-terms.ts';

/** A memory as the three indexes keep it. */
export type IndexedText = { readonly words: string; readonly parts: string; readonly grams: string };

export function indexedText(content: string, tags: readonly string[]): IndexedText {
  const text = cleanText([content, ...tags].join('\n'));
  return { words: text, parts: text, grams: unspacedTerms(text).join(' ') };
}
