import type { MemoryStore } from '../store/memory-store.ts';

/** These memories of a compartment were stored, changed, forgotten or brought back, and it is durable. */
export type OnMemoriesChanged = (compartment: string, ids: readonly string[]) => void;

/** A store that says what has changed, whoever changed it: a tool, REST, the person or an import. */
export function announceChanges(store: MemoryStore, changed: OnMemoriesChanged): MemoryStore {
  return {
    ...store,
    async add(compartment, memory) {
      const added = await store.add(compartment, memory);
      if (added.outcome !== 'existing') changed(compartment, [added.id]);
      return added;
    },
    async update(compartment, memory) {
      const updated = await store.update(compartment, memory);
      if (updated === 'updated') changed(compartment, [memory.id]);
      return updated;
    },
    async forget(compartment, ids, now) {
      const forgotten = await store.forget(compartment, ids, now);
      changed(compartment, forgotten);
      return forgotten;
    },
  };
}
