import type { ConsentDesk } from '../../consent/desk.ts';
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore } from '../../store/auth-store.ts';

type Deps = {
  readonly store: AuthStore;
  readonly desk: ConsentDesk;
  readonly clock: Clock;
  /** How many never-approved clients are kept, and how long (ms); null keeps all: a test profile. */
  readonly neverApproved: { readonly keep: number; readonly lifetime: number } | null;
  readonly onEvicted: (clientIds: readonly string[]) => void;
  readonly onFault: (error: unknown) => void;
};

/** @param newest spared, it has only just come */
export type MakeRoom = (newest: string) => Promise<void>;

/** A flood of new clients pushes out its own oldest, never an approved client and never one that waits or is being allowed (ruling 7). */
export function createMakeRoom({ store, desk, clock, neverApproved, onEvicted, onFault }: Deps): MakeRoom {
  return async (newest) => {
    if (neverApproved === null) return;
    const spare = [newest, ...desk.clientIds()];
    const eviction = { olderThan: clock.now() - neverApproved.lifetime, keep: neverApproved.keep, spare };
    // The newest is kept already: telling it that it was not would make it register once more.
    await store.clients.evictNeverApproved(eviction).then(onEvicted, onFault);
  };
}
