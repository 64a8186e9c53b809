/** Disconnect, end, pause, lock: memory first, then the commit, then the answer (ruling 17). */
import type { ActivityLog } from '../../activity/record.ts';
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore, Grant } from '../../store/auth-store.ts';
import type { GrantControl } from './access.ts';
import type { LiveState } from './live-state.ts';

type Deps = {
  readonly store: AuthStore;
  readonly state: LiveState;
  readonly clock: Clock;
  readonly activity: ActivityLog;
  /** Calls in flight on these grants are cut off. */
  readonly onEnded: (grantIds: readonly string[]) => void;
};

export function createGrantControl({ store, state, clock, activity, onEnded }: Deps): GrantControl {
  async function end(grants: readonly Grant[]): Promise<number> {
    const ids = grants.map(({ id }) => id);
    state.drop(ids);
    onEnded(ids);
    if (ids.length === 0) return 0;
    const ended = await store.grants.end(ids, 'disconnected', clock.now());
    for (const { id, clientId } of grants) activity.record({ kind: 'grant.ended', clientId, grantId: id, reason: 'disconnected' });
    return ended.length;
  }
  return {
    disconnect: (clientIds) => end(state.grantsOf(clientIds)),
    endGrants: (ids) => end(state.all().filter((grant) => ids.includes(grant.id))),
    async endSessions(ids) {
      state.refuseSessions(ids);
      const ended = await store.sessions.end(ids, 'ended', clock.now());
      for (const id of ended) {
        const session = await store.sessions.find(id);
        if (session) activity.record({ kind: 'session.ended', clientId: session.clientId, grantId: session.grantId, sessionId: id, reason: 'ended' });
      }
      return ended.length;
    },
    forget(clientIds) {
      const ids = state.grantsOf(clientIds).map(({ id }) => id);
      state.drop(ids);
      onEnded(ids);
    },
    async pause(clientIds) {
      for (const id of clientIds) state.hold(id, 'paused');
      onEnded(state.grantsOf(clientIds).map(({ id }) => id));
      await store.clients.setState(clientIds, 'paused');
      for (const clientId of clientIds) activity.record({ kind: 'client.paused', clientId });
    },
    async block(clientIds) {
      for (const id of clientIds) state.hold(id, 'blocked');
      await store.clients.setState(clientIds, 'blocked');
      for (const clientId of clientIds) activity.record({ kind: 'client.blocked', clientId });
      await end(state.grantsOf(clientIds));
    },
    async resume(clientIds) {
      // The other way round: nothing is let in before it is certain that the pause is over.
      await store.clients.setState(clientIds, 'approved');
      for (const id of clientIds) state.hold(id, null);
      for (const clientId of clientIds) activity.record({ kind: 'client.resumed', clientId });
    },
    locked: () => state.locked(),
    async setLocked(locked) {
      if (locked) {
        state.setLocked(true);
        onEnded(state.all().map(({ id }) => id));
      }
      await store.facts.set('locked', locked ? 'yes' : null);
      state.setLocked(locked);
      activity.record({ kind: locked ? 'broker.locked' : 'broker.unlocked' });
    },
  };
}
