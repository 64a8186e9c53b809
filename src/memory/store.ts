/** Remembering: an exact duplicate answers with the id it has, a near one is stored and its neighbours are named (ruling 24). */
import type { Clock, Random } from '../shared/edge.ts';
import type { HeldReason } from '../store/held-memories.ts';
import type { Memory, MemoryStore } from '../store/memory-store.ts';
import { provenanceOf } from './actions.ts';
import type { Caller } from './caller.ts';
import type { Hold } from './guard/hold.ts';
import { newMemory, type StoreInput } from './new-memory.ts';
import type { SimilarTo } from './similar.ts';
import { type Unlike, unlike } from './unlike.ts';

export type Stored =
  | {
      readonly id: string;
      readonly outcome: 'stored' | 'existing' | 'restored';
      readonly similar: readonly Memory[];
      /** What was said beside the content of one that exists, and was not taken over. */
      readonly left: readonly Unlike[];
      /** Until when one that exists is kept now, in milliseconds, because it would have run out sooner; null is for good. */
      readonly prolonged?: number | null;
    }
  /** It waits for the person instead. */
  | { readonly id: string; readonly outcome: 'held'; readonly held: HeldReason; readonly similar: readonly [] };
export type StoreMemory = (caller: Caller, input: StoreInput) => Promise<Stored>;

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly random: Random; readonly similarTo: SimilarTo; readonly hold: Hold };

const SIMILAR_SHOWN = 3;

export function createStoreMemory({ store, clock, random, similarTo, hold }: Deps): StoreMemory {
  return async (caller, input) => {
    const memory = newMemory(provenanceOf(caller), input, clock.now(), random);
    const held = await hold(caller.compartment, memory, { mayStill: caller.mayStill });
    if (held !== null) return { id: held.memory.id, outcome: 'held', held: held.reason, similar: [] };
    // All three at once: the settings and the neighbours never hold up what has to be durable.
    const [{ id, outcome }, { suggestDuplicates }, similar] = await Promise.all([
      store.add(caller.compartment, memory),
      store.settings(caller.compartment),
      similarTo(caller, memory.content),
    ]);
    if (outcome === 'existing' || outcome === 'changed') {
      const kept = await store.find(caller.compartment, id, clock.now());
      const existing = { id, outcome: 'existing', similar: [], left: kept === null ? [] : unlike(input, memory, kept) } as const;
      return outcome === 'changed' && kept !== null ? { ...existing, prolonged: kept.expiresAt } : existing;
    }
    const named = outcome === 'stored' && suggestDuplicates ? similar.slice(0, SIMILAR_SHOWN) : [];
    return { id, outcome, similar: named.map(({ memory }) => memory), left: [] };
  };
}
