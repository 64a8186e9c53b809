/**
 * What a memory can be filtered by, as terms of the text indexes: a filter that few memories pass becomes part of the match, so
 * that nothing else is ranked. A term only narrows; the statement that reads the memory decides.
 */
import { createHash } from 'node:crypto';
import type { Memory } from '../../memory-store.ts';

export type Facet = 'compartment' | 'kind' | 'client' | 'tag';

/** Never a word that somebody writes, and nothing that a stemmer would cut. */
export function facetTerm(facet: Facet, value: string): string {
  const digest = createHash('sha256').update(`${facet} ${value}`).digest('hex').slice(0, 12);
  return `facet${digest}0`;
}

export function facetTerms(compartment: string, { tags, kind, provenance }: Pick<Memory, 'tags' | 'kind' | 'provenance'>): string {
  const clients = [provenance.clientId, provenance.clientName].filter((value) => value !== null);
  const terms = [
    facetTerm('compartment', compartment),
    facetTerm('kind', kind),
    ...new Set(clients.map((value) => facetTerm('client', value))),
    ...tags.map((tag) => facetTerm('tag', tag)),
  ];
  return terms.join(' ');
}
