/** Remembering: an exact duplicate answers with the id it has, a near one is stored and its neighbours are named (ruling 24). */
import type { Clock, Random } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { newMemory, type StoreInput } from './new-memory.ts';
import type { SimilarTo } from './similar.ts';

export type Stored = { readonly id: string; readonly outcome: 'stored' | 'existing' | 'restored'; readonly similar: readonly string[] };
export type StoreMemory = (caller: Caller, input: StoreInput) => Promise<Stored>;

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly random: Random; readonly similarTo: SimilarTo };

const SIMILAR_SHOWN = 3;

export function createStoreMemory({ store, clock, random, similarTo }: Deps): StoreMemory {
  return async (caller, input) => {
    const memory = newMemory(caller, input, clock.now(), random);
    const { id, outcome } = await store.add(caller.compartment, memory);
    const { suggestDuplicates } = await store.settings(caller.compartment);
    const similar = outcome === 'stored' && suggestDuplicates ? await similarTo(caller, memory.content, id) : [];
    return { id, outcome, similar: similar.slice(0, SIMILAR_SHOWN).map((entry) => entry.id) };
  };
}
