import type { HasEnded } from '../../consent/evidence/has-ended.ts';
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore, Grant } from '../../store/auth-store.ts';
import { boundProcessOf, isBridgeClient } from './bridge-client.ts';

type Deps = {
  readonly store: AuthStore;
  readonly clock: Clock;
  readonly liveGrants: () => readonly Grant[];
  readonly hasEnded: HasEnded;
  readonly end: (grantIds: readonly string[]) => Promise<unknown>;
};

/** Milliseconds between two looks: on some systems a look is a program of its own. */
const EVERY = 5 * 60_000;

/**
 * What was allowed to a process ends with it: nobody could use it any more, but the person would go on seeing it as connected.
 * @returns to be called whenever time has passed
 */
export function createEndOrphaned({ store, clock, liveGrants, hasEnded, end }: Deps): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock.now() < last + EVERY) return;
    last = clock.now();
    for (const { id, clientId } of liveGrants().filter((grant) => isBridgeClient(grant.clientId))) {
      const client = await store.clients.find(clientId);
      const bound = client === null ? null : boundProcessOf(client);
      if (bound !== null && (await hasEnded(bound))) await end([id]);
    }
  };
}
