/** `VectorStore` on Maps, over memories that somebody else keeps. */
import type { Memory, MemoryFilter } from '../memory-store.ts';
import type { VectorStore } from '../vector-store.ts';

type Memories = {
  /** Every memory that is not forgotten, oldest first. */
  everywhere(): readonly Memory[];
  /** What a caller sees, as its filter wants it. */
  visible(compartment: string, filter: MemoryFilter, now: number): readonly Memory[];
};

export function createVolatileVectors({ everywhere, visible }: Memories): VectorStore {
  let inUse: { readonly model: string; readonly dimension: number } | null = null;
  /** By id, with the text that each was made of. */
  const vectors = new Map<string, { readonly text: string; readonly vector: Int8Array | null }>();
  const isKept = (memory: Memory) => vectors.get(memory.id)?.text === textOf(memory);
  const unembedded = () => (inUse === null ? [] : everywhere().filter((memory) => !isKept(memory)));

  return {
    open: async () => null,
    use: async (model, dimension) => {
      if (inUse?.model === model && inUse.dimension === dimension) return;
      inUse = { model, dimension };
      vectors.clear();
    },
    queue: async () => false,
    waiting: async (limit) =>
      unembedded()
        .slice(-limit)
        .reverse()
        .map((memory) => ({ id: memory.id, version: memory.version, text: textOf(memory) })),
    count: async () => unembedded().length,
    keep: async (model, embeddings) => {
      if (inUse?.model !== model) return;
      for (const { id, version, vector } of embeddings) {
        const memory = everywhere().find((each) => each.id === id);
        if (memory?.version !== version || (vector !== null && vector.length !== inUse.dimension)) continue;
        vectors.set(memory.id, { text: textOf(memory), vector });
      }
    },
    nearest: async (compartment, vector, filter, { limit, now }) =>
      visible(compartment, filter, now)
        .flatMap((memory) => {
          const kept = isKept(memory) ? (vectors.get(memory.id)?.vector ?? null) : null;
          return kept === null ? [] : [{ id: memory.id, similarity: cosine(kept, vector) }];
        })
        .sort((left, right) => right.similarity - left.similarity)
        .slice(0, limit),
  };
}

const textOf = ({ content, tags }: Memory) => [content.slice(0, 2_000), ...(tags.length === 0 ? [] : [tags.join(' ')])].join('\n');

function cosine(left: Int8Array, right: Int8Array): number {
  const dot = (one: Int8Array, other: Int8Array) => one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
}
