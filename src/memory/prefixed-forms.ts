/** Arabic and Hebrew write the article, "and" and short prepositions at the front of the noun. Folded, as terms are. */
import type { WordForm } from '../store/memory-store.ts';

type Writing = { readonly word: RegExp; readonly before: RegExp; readonly others: readonly string[] };

/** `before`: what may be cut off, where three letters are left. In Arabic only with the article: any of its other letters begins nouns too. */
const WRITINGS: readonly Writing[] = [
  { word: /^\p{Script=Arabic}+$/u, before: /^(?:[وف]?[بك]?ال|[وف]?لل)(?=.{3})/u, others: ['', 'ال', 'وال', 'بال', 'لل', 'فال', 'كال'] },
  { word: /^\p{Script=Hebrew}+$/u, before: /^(?:[ושכ]?[הבלמ]|[ושכ])(?=.{3})/u, others: ['', ...'הבלמשכו', 'וה', 'שה'] },
];

/** @returns how the noun of a word may stand in a memory, alone and behind the others; none where nothing is in front of it */
export function prefixedForms(word: string): WordForm[] {
  const writing = WRITINGS.find((each) => each.word.test(word));
  const noun = writing === undefined ? word : word.replace(writing.before, '');
  if (writing === undefined || noun === word) return [];
  const forms = writing.others.map((other) => other + noun);
  return forms.filter((form) => form !== word).map((text) => ({ text, goesOn: false }));
}
