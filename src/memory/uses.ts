/** How often memories are recalled. It is counted here and written down now and then: a recall waits for no disk, and a kill costs a minute of counting. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';

export type Uses = {
  count(caller: Caller, ids: readonly string[]): void;
  /** Writes down what was counted. A failure loses counts and nothing else. */
  settle(): Promise<void>;
};

/** Milliseconds. */
const EVERY = 60_000;

export function createUses({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): Uses {
  let counted = new Map<string, Map<string, number>>();
  let settledAt = clock.now();

  async function settle(): Promise<void> {
    const [now, due] = [clock.now(), counted];
    counted = new Map();
    settledAt = now;
    await Promise.allSettled([...due].map(([compartment, uses]) => store.countUses(compartment, [...uses], now)));
  }

  return {
    count({ compartment }, ids) {
      const uses = counted.get(compartment) ?? new Map<string, number>();
      counted.set(compartment, uses);
      for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1);
      if (clock.now() - settledAt >= EVERY) void settle();
    },
    settle,
  };
}
