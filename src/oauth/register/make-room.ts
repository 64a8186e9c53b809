import type { ConsentDesk } from '../../consent/desk.ts';
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore, Client } from '../../store/auth-store.ts';

type Deps = {
  readonly store: AuthStore;
  readonly desk: ConsentDesk;
  readonly clock: Clock;
  /** How many never-approved clients are kept, and how long (ms); null keeps all. */
  readonly neverApproved: { readonly keep: number; readonly lifetime: number } | null;
};

/** A flood of strangers pushes out its own oldest, never an approved client and never one that waits (ruling 7). */
export function createMakeRoom({ store, desk, clock, neverApproved }: Deps): (newest: Client) => Promise<void> {
  return async ({ id }) => {
    if (neverApproved === null) return;
    const spare = [id, ...desk.list().map((request) => request.client.id)];
    await store.clients.evictNeverApproved({ olderThan: clock.now() - neverApproved.lifetime, keep: neverApproved.keep, spare });
  };
}
