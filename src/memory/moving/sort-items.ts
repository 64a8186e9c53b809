/** What another program wrote, as memories of ours: those that may come in, and of the others how many and why not. */
import type { Clock, Random } from '../../shared/edge.ts';
import type { Memory, Provenance } from '../../store/memory-store.ts';
import { LIMITS, MemoryRefused, TooMuchHeld } from '../limits.ts';
import { newMemory } from '../new-memory.ts';

/** Times are milliseconds since the epoch, as the other program had them. */
export type ImportItem = Pick<Memory, 'content' | 'tags' | 'kind' | 'metadata' | 'createdAt' | 'updatedAt'>;

export type HeldCounts = { readonly secret: number; readonly instruction: number };
export type Refused = { readonly index: number; readonly why: string };

/** What the rules say to a memory; null is nothing. `isNew`: exactly this did not wait before. */
export type Objection = { readonly reason: keyof HeldCounts; readonly isNew: boolean } | null;

export type Sorted = {
  readonly memories: readonly Memory[];
  readonly refused: readonly Refused[];
  readonly held: HeldCounts;
  readonly heldNow: number;
};

export type SortItems = (items: readonly ImportItem[], by: Provenance, ask: (memory: Memory) => Promise<Objection>) => Promise<Sorted>;

/** To the person who imports; a program is told to ask them. */
const NO_ROOM = `No more than ${LIMITS.held.toLocaleString('en')} texts can wait for you in one compartment. Look at them in the window, under Memories, Held; then import again: what is in already is not stored twice.`;

/** Between so many, others have their turn: a batch must not hold up a refusal. */
const IN_ONE_GO = 8;

export function createSortItems({ clock, random }: { readonly clock: Clock; readonly random: Random }): SortItems {
  return async (items, by, ask) => {
    const memories: Memory[] = [];
    const refused: Refused[] = [];
    const held = { secret: 0, instruction: 0 };
    let heldNow = 0;
    for (const [index, item] of items.entries()) {
      if (index % IN_ONE_GO === IN_ONE_GO - 1) await new Promise((resolve) => setImmediate(resolve));
      try {
        const memory = asItWas(newMemory(by, item, clock.now(), random), item);
        const objection = await ask(memory);
        if (objection === null) memories.push(memory);
        else held[objection.reason]++;
        if (objection?.isNew) heldNow++;
      } catch (error) {
        if (!(error instanceof MemoryRefused)) throw error;
        refused.push({ index, why: error instanceof TooMuchHeld ? NO_ROOM : error.message });
      }
    }
    return { memories, refused, held, heldNow };
  };
}

/** With its own dates, but nothing is from the future. */
function asItWas(memory: Memory, { createdAt, updatedAt }: ImportItem): Memory {
  const now = memory.createdAt;
  return { ...memory, createdAt: Math.min(createdAt, now), updatedAt: Math.min(Math.max(createdAt, updatedAt), now) };
}
