/** Memories that say almost the same as a text. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { similarityQuery } from './text-query.ts';

export type Similar = { readonly id: string; readonly similarity: number };
/** @param id of the memory that has this content itself */
export type SimilarTo = (caller: Caller, content: string, id: string) => Promise<readonly Similar[]>;

const SIMILAR = 0.7;
const LOOKED_AT = 10;

export function createSimilarTo({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): SimilarTo {
  return async (caller, content, id) => {
    const ranked = await store.search(caller.compartment, similarityQuery(content), {}, { limit: LOOKED_AT, now: clock.now() });
    // What is only seen through a window cannot be merged with anything from here.
    const seen = await store.readOnly(
      caller.compartment,
      ranked.words.map((memory) => memory.id),
      clock.now(),
    );
    return ranked.words
      .filter((memory) => memory.id !== id && !seen.includes(memory.id))
      .map((memory) => ({ id: memory.id, similarity: overlap(content, memory.content) }))
      .filter(({ similarity }) => similarity >= SIMILAR);
  };
}

/** Jaccard overlap of the words of two texts, 0 to 1. */
function overlap(left: string, right: string): number {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [a, b] = [words(left), words(right)];
  const common = [...a].filter((word) => b.has(word)).length;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}
