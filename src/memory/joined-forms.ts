/** What one writes as one word and another as several: "Node.js" and "nodejs", "LH 454" and "LH454", "fetchInvoice" and "fetch_invoice". */
import { foldText } from '../shared/fold-text.ts';
import { neighboursIn, wordsIn } from '../shared/word-parts.ts';
import type { WordForm } from '../store/memory-store.ts';

const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;
/** Longer than this no word goes on: an address is no name. */
const LONGEST = 40;

/** Words that are one name together: "http server config". */
const LONGER_RUNS = [3, 4];
/** An IBAN may have four letters of its bank in it. */
const IN_GROUPS = /(?<![\p{L}\p{N}])\p{L}{0,4}\p{N}{1,4}(?:[ ./-]\p{L}{4})?(?:[ ./-]\p{N}{1,4}){2,}(?![\p{L}\p{N}])/gu;
const SHORTEST_NUMBER = 8;
const AMOUNT = /(?<![\p{L}\p{N}])\p{N}{1,3}(?:[ .,'’]\p{N}{3})+(?![\p{L}\p{N}])/gu;

/** "Termin beim Zahnarzt", "Code für die Garage", as German turns it round: Zahnarzttermin, Garagencode. */
const TURNED =
  /(?<!\p{L})(\p{L}{3,}) (?:beim|vom|von|zum|zur|fur|fuer|furs|der|des|im|am|mit)(?: (?:de[nmr]|die|das|(?:m|uns|e)\p{L}{2,5}))? (\p{L}{4,})(?!\p{L})/gu;
const BINDING = ['', 's', 'n'];

/** @param text as it was written. @param words those of its words that are asked for, folded. @returns per word, how it may stand elsewhere */
export function joinedForms(text: string, words: readonly string[]): ReadonlyMap<string, readonly WordForm[]> {
  const forms = new Map<string, WordForm[]>();
  const add = (word: string, form: string) => {
    const known = forms.get(word) ?? [];
    if (form === word || form.length > LONGEST || known.some((each) => each.text === form)) return;
    forms.set(word, [...known, { text: form, goesOn: false }]);
  };
  const asked = new Set(words);
  const folded = foldText(text);
  const runsOf = (many: number) => neighboursIn(folded, many).filter((run) => run.every((word) => asked.has(word)));
  for (const run of runsOf(2)) for (const word of run) add(word, run.join(''));
  // One of them is enough: each form costs a look for each word that has it.
  for (const run of LONGER_RUNS.flatMap(runsOf)) add(run[0] ?? '', run.join(''));
  for (const [, last = '', first = ''] of folded.matchAll(TURNED)) {
    if (asked.has(first) && asked.has(last)) for (const binding of BINDING) add(last, first + binding + last);
  }
  for (const [number] of folded.matchAll(IN_GROUPS)) {
    const groups = wordsIn(number);
    if (groups.join('').length >= SHORTEST_NUMBER) for (const group of groups) add(group, groups.join(''));
  }
  for (const [amount] of folded.matchAll(AMOUNT)) for (const threes of wordsIn(amount)) add(threes, wordsIn(amount).join(''));
  for (const chunk of text.split(/\s+/u)) {
    const parts = wordsIn(foldText(chunk));
    if (parts.length > 2) for (const part of parts) add(part, parts.join(''));
    for (const name of wordsIn(chunk)) add(foldText(name), foldText(name.replace(HUMP, ' ')));
  }
  return forms;
}
