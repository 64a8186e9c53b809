/** How often memories are recalled, and who was given them last. It is counted here and written down now and then: a recall waits for no disk, and a kill costs a minute of counting. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore, Use } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';

export type Uses = {
  count(caller: Caller, ids: readonly string[]): void;
  /** They were given to the caller, without being what it asked for by meaning: that is no reason to rank them higher. */
  show(caller: Caller, ids: readonly string[]): void;
  /** Writes down what was counted. A failure loses counts and nothing else. */
  settle(): Promise<void>;
};

/** Milliseconds. */
const EVERY = 60_000;

export function createUses({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): Uses {
  let counted = new Map<string, Map<string, Use>>();
  let settledAt = clock.now();

  async function settle(): Promise<void> {
    const [now, due] = [clock.now(), counted];
    counted = new Map();
    settledAt = now;
    await Promise.allSettled([...due].map(([compartment, uses]) => store.countUses(compartment, [...uses.values()], now)));
  }

  function add({ compartment, clientId, clientName }: Caller, ids: readonly string[], count: number): void {
    const uses = counted.get(compartment) ?? new Map<string, Use>();
    counted.set(compartment, uses);
    const by = { clientId, clientName };
    for (const id of ids) uses.set(id, { id, count: (uses.get(id)?.count ?? 0) + count, by });
    if (clock.now() - settledAt >= EVERY) void settle();
  }

  return {
    count: (caller, ids) => add(caller, ids, 1),
    show: (caller, ids) => add(caller, ids, 0),
    settle,
  };
}
