import type { Clock } from '../shared/edge.ts';
import type { ActivityStore } from './activity-store.ts';
import type { ActivityLog } from './record.ts';

type Deps = {
  readonly store: ActivityStore;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  /** Milliseconds that the person wants entries kept. */
  readonly retention: () => number;
};

/** @returns what removes the entries that are older than that, and leaves one that says so */
export function createPrune({ store, activity, clock, retention }: Deps): () => Promise<void> {
  return async () => {
    const removed = await store.prune(clock.now() - retention());
    if (removed > 0) activity.record({ kind: 'activity.pruned', entries: removed });
  };
}
