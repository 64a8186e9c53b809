/** A part of a content that is too long for its answer: the part that it was found for. */
import type { SoughtTerm } from './sought-term.ts';
import { countTerms, findersOf } from './terms-in.ts';

/** What was asked for; nothing of it where nothing was asked. */
export type Sought = { readonly terms: readonly SoughtTerm[]; readonly phrase?: string | null | undefined };

/** A word that begins in one stretch and ends in the next counts for the second: the first place that has it has all of it. */
const OVERLAP = 64;

/** @param most characters, those that say where something is missing included */
export function excerpt(content: string, { terms, phrase }: Sought, most: number): string {
  const room = most - 2;
  const at = phrase ? content.indexOf(phrase) : -1;
  const wanted = at === -1 ? richest(content, terms, room >> 1) : at - (room >> 1);
  const start = Math.max(0, Math.min(wanted, content.length - room));
  const end = start + room;
  return `${start > 0 ? '…' : ''}${content.slice(start, end)}${end < content.length ? '…' : ''}`.toWellFormed();
}

/** Where two neighbouring stretches begin that have most of the terms between them; the first such place. */
function richest(content: string, terms: readonly SoughtTerm[], stretch: number): number {
  const starts = Array.from({ length: Math.ceil(content.length / stretch) }, (_, index) => index * stretch);
  const finders = findersOf(terms);
  const counts = starts.map((start) => countTerms(content.slice(Math.max(0, start - OVERLAP), start + stretch), finders));
  const both = counts.map((count, index) => count + (counts[index + 1] ?? 0));
  return both.indexOf(Math.max(...both)) * stretch;
}
