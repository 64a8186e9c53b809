/** What happens to memories by itself: what has run out goes into the bin, and what has been there for 30 days goes for good. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';

/** One small batch. @returns whether there is more to do */
export type MemoryUpkeep = () => Promise<boolean>;

/** Milliseconds. */
const IN_BIN = 30 * 24 * 3_600_000;

export function createMemoryUpkeep({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): MemoryUpkeep {
  return async () => (await store.keeping.sweep(clock.now(), clock.now() - IN_BIN)).more;
}
