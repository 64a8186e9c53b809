/** Memories that say almost the same as a text. */

import type { Clock } from '../shared/edge.ts';
import { foldText } from '../shared/fold-text.ts';
import { unspacedTerms } from '../shared/unspaced-terms.ts';
import type { Memory, MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';

export type Similar = { readonly memory: Memory; readonly similarity: number };
/** @returns most similar first, never one with exactly this content */
export type SimilarTo = (caller: Pick<Caller, 'compartment'>, content: string) => Promise<readonly Similar[]>;

/** Of the words of both together, how many both have. */
export const SIMILAR = 0.7;
const LOOKED_AT = 5;

export function createSimilarTo({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): SimilarTo {
  return async ({ compartment }, content) => {
    const near = await store.near(compartment, content, { limit: LOOKED_AT, now: clock.now() });
    return near
      .filter((memory) => memory.content !== content)
      .map((memory) => ({ memory, similarity: overlap(content, memory.content) }))
      .filter(({ similarity }) => similarity >= SIMILAR)
      .sort((left, right) => right.similarity - left.similarity);
  };
}

/** Jaccard overlap of the words of two texts, 0 to 1; of scripts without spaces, of their pairs of characters. */
export function overlap(left: string, right: string): number {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  const common = [...a].filter((word) => b.has(word)).length;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}

/** Folded: "cafe" is "Café". The stored sketches, which only choose whom to compare, are of words as they were written. */
export function wordsOf(text: string): ReadonlySet<string> {
  const folded = foldText(text);
  return new Set([...(folded.match(/[\p{L}\p{N}]+/gu) ?? []), ...unspacedTerms(folded)]);
}
