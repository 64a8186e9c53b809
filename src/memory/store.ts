/** Remembering: an exact duplicate answers with the id it has, a near one is stored and its neighbours are named (ruling 24). */
import type { Clock, Random } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import { provenanceOf } from './actions.ts';
import type { Caller } from './caller.ts';
import { newMemory, type StoreInput } from './new-memory.ts';
import type { SimilarTo } from './similar.ts';

export type Stored = { readonly id: string; readonly outcome: 'stored' | 'existing' | 'restored'; readonly similar: readonly string[] };
export type StoreMemory = (caller: Caller, input: StoreInput) => Promise<Stored>;

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly random: Random; readonly similarTo: SimilarTo };

const SIMILAR_SHOWN = 3;

export function createStoreMemory({ store, clock, random, similarTo }: Deps): StoreMemory {
  return async (caller, input) => {
    const memory = newMemory(provenanceOf(caller), input, clock.now(), random);
    // All three at once: the settings and the neighbours never hold up what has to be durable.
    const [{ id, outcome }, { suggestDuplicates }, similar] = await Promise.all([
      store.add(caller.compartment, memory),
      store.settings(caller.compartment),
      similarTo(caller, memory.content),
    ]);
    const named = outcome === 'stored' && suggestDuplicates ? similar.slice(0, SIMILAR_SHOWN) : [];
    return { id, outcome, similar: named.map((entry) => entry.id) };
  };
}
