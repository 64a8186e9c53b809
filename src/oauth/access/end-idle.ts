import type { Clock } from '../../shared/edge.ts';
import type { AuthStore, Client, Grant } from '../../store/auth-store.ts';
import type { GrantControl } from './access.ts';

type Deps = {
  readonly store: AuthStore;
  readonly clock: Clock;
  readonly end: GrantControl['endGrants'];
  /** Milliseconds; 0 is never. */
  readonly after: () => number;
};

/**
 * The person's setting: a connection that nobody has used for so long ends. The registration stays, so that its program
 * does not replay a dead id; its next login asks like any other (ruling 7).
 */
export function createEndIdle({ store, clock, end, after }: Deps): () => Promise<void> {
  const usedAt = (grant: Grant, client: Client): number => Math.max(grant.allowedAt, grant.lastUsedAt ?? 0, client.lastUsedAt ?? 0);

  return async () => {
    const longest = after();
    if (longest === 0) return;
    for (const grant of await store.grants.live()) {
      const client = await store.clients.find(grant.clientId);
      if (client !== null && maySleep(client) && usedAt(grant, client) <= clock.now() - longest) await end([grant.id], 'idle');
    }
  };
}

/** A paused connection is kept for the person, and a key for scripts has an end of its own and no login to wake it. */
function maySleep({ state, grantTypes }: Client): boolean {
  return state === 'approved' && grantTypes.length > 0;
}
