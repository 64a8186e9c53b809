/** A window is for reading: whoever tries to change what it shows is told so, instead of that there is no such memory. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { MemoryReadOnly } from './limits.ts';

/** @throws MemoryReadOnly before anything is changed */
export type RefuseReadOnly = (caller: Caller, ids: readonly string[]) => Promise<void>;

export function createRefuseReadOnly({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): RefuseReadOnly {
  return async (caller, ids) => {
    const [first] = await store.readOnly(caller.compartment, ids, clock.now());
    if (first !== undefined) throw new MemoryReadOnly(first);
  };
}
