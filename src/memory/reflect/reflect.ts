/** Counts, tags and likely duplicates, as suggestions; nothing is changed. */
import type { Clock } from '../../shared/edge.ts';
import type { MemoryStats, MemoryStore } from '../../store/memory-store.ts';
import type { Caller } from '../caller.ts';
import type { SimilarTo } from '../similar.ts';

export type Reflection = {
  readonly stats: MemoryStats;
  readonly tags: readonly { tag: string; count: number }[];
  readonly duplicates: readonly { readonly ids: readonly [string, string]; readonly similarity: number }[];
};
export type ReflectOnMemories = (caller: Caller) => Promise<Reflection>;

const REFLECTED = 200;
const TAGS_SHOWN = 50;

export function createReflect({
  store,
  clock,
  similarTo,
}: {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly similarTo: SimilarTo;
}): ReflectOnMemories {
  return async (caller) => {
    const now = clock.now();
    const [stats, tags, newest] = await Promise.all([
      store.stats(caller.compartment, now),
      store.tags(caller.compartment, TAGS_SHOWN, now),
      store.list(caller.compartment, {}, { limit: REFLECTED, offset: 0, now }),
    ]);
    const pairs = new Map<string, { ids: readonly [string, string]; similarity: number }>();
    for (const { id, content } of newest) {
      for (const other of await similarTo(caller, content)) {
        const ids = [id, other.id].sort() as [string, string];
        pairs.set(ids.join(' '), { ids, similarity: Math.round(other.similarity * 100) / 100 });
      }
    }
    return { stats, tags, duplicates: [...pairs.values()].sort((left, right) => right.similarity - left.similarity).slice(0, TAGS_SHOWN) };
  };
}
