/** What one writes as one word and another as several: "Node.js" and "nodejs", "LH 454" and "LH454", "fetchInvoice" and "fetch_invoice". */
import { foldText } from '../shared/fold-text.ts';
import { neighboursIn, wordsIn } from '../shared/word-parts.ts';
import type { WordForm } from '../store/memory-store.ts';

const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu;
/** Longer than this no word goes on: an address is no name. */
const LONGEST = 40;

/** @param text as it was written. @param words those of its words that are asked for, folded. @returns per word, how it may stand elsewhere */
export function joinedForms(text: string, words: readonly string[]): ReadonlyMap<string, readonly WordForm[]> {
  const forms = new Map<string, WordForm[]>();
  const add = (word: string, form: string) => {
    if (form !== word && form.length <= LONGEST) forms.set(word, [...(forms.get(word) ?? []), { text: form, goesOn: false }]);
  };
  const asked = new Set(words);
  for (const [word, next] of neighboursIn(foldText(text))) {
    if (asked.has(word) && asked.has(next)) for (const each of [word, next]) add(each, word + next);
  }
  for (const chunk of text.split(/\s+/u)) {
    const parts = wordsIn(foldText(chunk));
    if (parts.length > 2) for (const part of parts) add(part, parts.join(''));
    for (const name of wordsIn(chunk)) add(foldText(name), foldText(name.replace(HUMP, ' ')));
  }
  return forms;
}
