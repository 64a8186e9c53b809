/** Forgetting by id, into the bin. Each call is one action that can be undone as one. */
import type { MemoryStore } from '../store/memory-store.ts';
import { type MakeAction, provenanceOf } from './actions.ts';
import type { Caller } from './caller.ts';
import { LIMITS, MemoryRefused } from './limits.ts';

/** @returns ids that were there */
export type ForgetMemories = (caller: Caller, ids: readonly string[]) => Promise<readonly string[]>;

export function createForgetMemories({ store, makeAction }: { readonly store: MemoryStore; readonly makeAction: MakeAction }): ForgetMemories {
  return async (caller, ids) => {
    if (ids.length > LIMITS.forgetAtOnce) throw new MemoryRefused(`At most ${LIMITS.forgetAtOnce} memories can be forgotten at once.`);
    return store.forget(caller.compartment, ids, makeAction('forget', provenanceOf(caller)));
  };
}
