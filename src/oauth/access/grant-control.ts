/** Disconnect, end, pause, lock: memory first, then the commit, then the answer (ruling 17). */
import type { ActivityLog } from '../../activity/record.ts';
import type { Clock } from '../../shared/edge.ts';
import { covers, orderScopes, writeScopes } from '../../shared/scopes.ts';
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
  async function end(isMeant: (grant: Grant) => boolean, reason: 'disconnected' | 'idle' = 'disconnected'): Promise<number> {
    const refused = state.all().filter(isMeant);
    state.drop(idsOf(refused));
    onEnded(idsOf(refused));
    // The store is asked as well: an end that could not be committed left memory without a grant that a restart would bring back.
    const kept = (await store.grants.live()).filter(isMeant);
    state.drop(idsOf(kept));
    if (kept.length === 0) return 0;
    const ended = new Set(await store.grants.end(idsOf(kept), reason, clock.now()));
    for (const { id, clientId } of kept) {
      if (ended.has(id)) activity.record({ kind: 'grant.ended', clientId, grantId: id, reason });
    }
    return ended.size;
  }

  const ofClients = (clientIds: readonly string[]) => {
    const meant = new Set(clientIds);
    return ({ clientId }: Grant): boolean => meant.has(clientId);
  };

  /** Held before the commit, and again after it: a resume that was committed just before has let go meanwhile. */
  async function hold(clientIds: readonly string[], held: 'paused' | 'blocked'): Promise<void> {
    for (const id of clientIds) state.hold(id, held);
    onEnded(idsOf(state.grantsOf(clientIds)));
    await store.clients.setState(clientIds, held);
    for (const id of clientIds) state.hold(id, held);
  }

  return {
    disconnect: (clientIds) => end(ofClients(clientIds)),
    endGrants: (ids, reason) => end(({ id }) => ids.includes(id), reason),
    async narrow(grantId, scopes) {
      const grant = state.grant(grantId, clock.now());
      const left = orderScopes((grant?.scopes ?? []).filter((scope) => covers(scopes, scope)));
      if (grant === null || left.length === 0) return null;
      state.put({ ...grant, scopes: left });
      await store.grants.setScopes(grantId, left);
      // Once more: a widening may have been committed in between, and the person has narrowed it since.
      state.put({ ...grant, scopes: left });
      activity.record({ kind: 'grant.changed', clientId: grant.clientId, grantId, scope: writeScopes(left) });
      return left;
    },
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
      const ids = idsOf(state.grantsOf(clientIds));
      state.drop(ids);
      onEnded(ids);
    },
    async pause(clientIds) {
      await hold(clientIds, 'paused');
      for (const clientId of clientIds) activity.record({ kind: 'client.paused', clientId });
    },
    async block(clientIds) {
      await hold(clientIds, 'blocked');
      for (const clientId of clientIds) activity.record({ kind: 'client.blocked', clientId });
      await end(ofClients(clientIds));
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
        onEnded(idsOf(state.all()));
      }
      await store.facts.set('locked', locked ? 'yes' : null);
      state.setLocked(locked);
      activity.record({ kind: locked ? 'broker.locked' : 'broker.unlocked' });
    },
  };
}

function idsOf(grants: readonly Grant[]): string[] {
  return grants.map(({ id }) => id);
}
