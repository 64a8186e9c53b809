import type { HeldMemories } from '../store/held-memories.ts';
import type { MemoryKeeping } from '../store/memory-keeping.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { Reflecting } from '../store/reflecting.ts';

/** These memories of a compartment, or too many to name, were stored, changed, forgotten or brought back, and it is durable. */
export type OnMemoriesChanged = (compartment: string, ids: readonly string[] | 'many') => void;

/** A store that says what has changed, whoever changed it: a tool, REST, the person or an import. */
export function announceChanges(store: MemoryStore, changed: OnMemoriesChanged): MemoryStore {
  return {
    ...store,
    async add(compartment, memory) {
      const added = await store.add(compartment, memory);
      if (added.outcome !== 'existing') changed(compartment, [added.id]);
      return added;
    },
    async addAll(compartment, memories, action) {
      const added = await store.addAll(compartment, memories, action);
      if (added.some(({ outcome }) => outcome !== 'existing')) changed(compartment, 'many');
      return added;
    },
    async update(compartment, memory) {
      const updated = await store.update(compartment, memory);
      if (updated === 'updated') changed(compartment, [memory.id]);
      return updated;
    },
    async forget(compartment, ids, action) {
      const forgotten = await store.forget(compartment, ids, action);
      changed(compartment, forgotten);
      return forgotten;
    },
    keeping: announceKeeping(store.keeping, changed),
    held: announceHeld(store.held, changed),
    reflecting: announceReflecting(store.reflecting, changed),
  };
}

function announceHeld(held: HeldMemories, changed: OnMemoriesChanged): HeldMemories {
  return {
    ...held,
    async release(id, now) {
      const waiting = await held.find(id);
      const released = await held.release(id, now);
      if (waiting !== null && released !== null && released.outcome !== 'existing') changed(waiting.compartment, [released.memoryId]);
      return released;
    },
    async take(taken) {
      const isTaken = await held.take(taken);
      if (isTaken) changed(taken.compartment, [taken.memory.id]);
      return isTaken;
    },
  };
}

function announceReflecting(reflecting: Reflecting, changed: OnMemoriesChanged): Reflecting {
  return {
    ...reflecting,
    async retag(compartment, retag) {
      const count = await reflecting.retag(compartment, retag);
      if (count > 0) changed(compartment, 'many');
      return count;
    },
  };
}

function announceKeeping(keeping: MemoryKeeping, changed: OnMemoriesChanged): MemoryKeeping {
  async function tell(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const memory = await keeping.find(id);
      if (memory !== null) changed(memory.compartment, [id]);
    }
  }
  return {
    ...keeping,
    async forget(ids, action) {
      const forgotten = await keeping.forget(ids, action);
      await tell(forgotten);
      return forgotten;
    },
    async move(ids, from, to, now) {
      const moved = await keeping.move(ids, from, to, now);
      for (const compartment of [from, to]) changed(compartment, moved);
      return moved;
    },
    async restore(ids, now) {
      const restored = await keeping.restore(ids, now);
      await tell(restored);
      return restored;
    },
    async takeBack(author, action) {
      const taken = await keeping.takeBack(author, action);
      for (const compartment of taken.compartments) changed(compartment, 'many');
      return taken;
    },
    async undo(actionId, now) {
      const undone = await keeping.undo(actionId, now);
      for (const compartment of undone?.compartments ?? []) changed(compartment, 'many');
      return undone;
    },
    async sweep(now, before) {
      const swept = await keeping.sweep(now, before);
      for (const { compartment, id } of swept.ranOut) changed(compartment, [id]);
      return swept;
    },
  };
}
