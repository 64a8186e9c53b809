/** What a filter names, before it is changed as a whole. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore, NamingFilter } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { LIMITS, MemoryRefused } from './limits.ts';
import type { RefuseReadOnly } from './refuse-read-only.ts';

/** @returns ids in the caller's own compartment, newest first. @throws MemoryReadOnly when it names one that a window shows, which a filter passes over */
export type Matching = (caller: Caller, filter: NamingFilter) => Promise<readonly string[]>;

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly refuseReadOnly: RefuseReadOnly };

export function createMatching({ store, clock, refuseReadOnly }: Deps): Matching {
  return async (caller, filter) => {
    if (filter.ids !== undefined) await refuseReadOnly(caller, filter.ids);
    const ids = await store.matching(caller.compartment, filter, { limit: LIMITS.forgetAtOnce + 1, now: clock.now() });
    if (ids.length > LIMITS.forgetAtOnce)
      throw new MemoryRefused(`More than ${LIMITS.forgetAtOnce} memories match. Narrow the filter, for example with before.`);
    return ids;
  };
}
