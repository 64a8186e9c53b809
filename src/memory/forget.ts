/** Forgetting by id, into the bin. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { LIMITS, MemoryRefused } from './limits.ts';

/** @returns ids that were there */
export type ForgetMemories = (caller: Caller, ids: readonly string[]) => Promise<readonly string[]>;

export function createForgetMemories({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): ForgetMemories {
  return async (caller, ids) => {
    if (ids.length > LIMITS.forgetAtOnce) throw new MemoryRefused(`At most ${LIMITS.forgetAtOnce} memories can be forgotten at once.`);
    return store.forget(caller.compartment, ids, clock.now());
  };
}
