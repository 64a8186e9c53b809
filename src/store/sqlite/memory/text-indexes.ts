import { indexedText } from '../../indexed-text.ts';
import type { Memory } from '../../memory-store.ts';
import type { Sqlite } from '../open-database.ts';
import { facetTerms } from './facets.ts';

/** What a memory is found by. */
export type Findable = Pick<Memory, 'content' | 'tags' | 'kind' | 'provenance'>;

/** Words, parts of words, and one- and two-character terms; each with the facets that a search may narrow by. */
export function createTextIndexes(db: Sqlite) {
  const words = db.prepare('INSERT INTO words (rowid, text, facets) VALUES (?, ?, ?)');
  const parts = db.prepare('INSERT INTO parts (rowid, text) VALUES (?, ?)');
  const grams = db.prepare('INSERT INTO grams (rowid, text, facets) VALUES (?, ?, ?)');
  const drops = ['words', 'parts', 'grams'].map((index) => db.prepare(`DELETE FROM ${index} WHERE rowid = ?`));
  return {
    /** @returns characters of words that went in */
    put(number: number, compartment: string, memory: Findable): number {
      const text = indexedText(memory.content, memory.tags);
      const facets = facetTerms(compartment, memory);
      // The words also answer for filters alone, so even a memory without a single word is there.
      words.run(number, text.words, facets);
      if (text.parts !== '') parts.run(number, `${text.parts} ${facets}`);
      if (text.grams !== '') grams.run(number, text.grams, facets);
      return text.words.length + text.grams.length;
    },
    drop(number: number): void {
      for (const drop of drops) drop.run(number);
    },
  };
}
