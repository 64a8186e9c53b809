/** How often memories are recalled, and who was given them last. It is counted here and written down now and then: a recall waits for no disk, and a kill costs half a minute of counting. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore, Use } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';

export type Uses = {
  count(caller: Caller, ids: readonly string[]): void;
  /** They were given to the caller, without being what it asked for by meaning: that is no reason to rank them higher. */
  show(caller: Caller, ids: readonly string[]): void;
  /**
   * Writes down some of what was counted, in one commit that nobody waits for long.
   * @returns whether there is more
   * @throws what the store throws; then these counts are lost and nothing else
   */
  settleSome(): Promise<boolean>;
  /** All of it, before the store is closed; what cannot be written is lost. */
  settle(): Promise<void>;
};

/** Memories in one commit: 3 ms of the writer, which whoever stores waits for, and whoever searches where there is but one core. */
const AT_ONCE = 250;

export function createUses({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): Uses {
  let counted = new Map<string, Map<string, Use>>();
  let due: { readonly compartment: string; readonly uses: Use[] }[] = [];

  async function settleSome(): Promise<boolean> {
    if (due.length === 0) {
      due = [...counted].map(([compartment, uses]) => ({ compartment, uses: [...uses.values()] }));
      counted = new Map();
    }
    const [first] = due;
    if (first === undefined) return false;
    const some = first.uses.splice(-AT_ONCE);
    if (first.uses.length === 0) due.shift();
    await store.countUses(first.compartment, some, clock.now());
    return due.length > 0;
  }

  function add({ compartment, clientId, clientName }: Caller, ids: readonly string[], count: number): void {
    const uses = counted.get(compartment) ?? new Map<string, Use>();
    counted.set(compartment, uses);
    const by = { clientId, clientName };
    for (const id of ids) uses.set(id, { id, count: (uses.get(id)?.count ?? 0) + count, by });
  }

  return {
    count: (caller, ids) => add(caller, ids, 1),
    show: (caller, ids) => add(caller, ids, 0),
    settleSome,
    async settle() {
      while (due.length > 0 || counted.size > 0) await settleSome().catch(() => undefined);
    },
  };
}
