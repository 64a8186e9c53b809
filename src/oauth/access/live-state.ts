/**
 * What is true right now, in memory: live grants, refused sessions and tokens, held clients, the lock. Every request is
 * checked against it, so that a revoke bites at the very next one, before its commit even returns.
 */
import type { RefusalReason } from '../../activity/events.ts';
import type { AuthStore, Client, Grant } from '../../store/auth-store.ts';

export type LiveState = {
  /** @returns the grant while it lives, null once it ended or its end has passed */
  grant(id: string, now: number): Grant | null;
  /** A new or widened grant; one that was dropped meanwhile stays dropped. */
  put(grant: Grant): void;
  /** For good: an id is never used again. */
  drop(grantIds: readonly string[]): void;
  /** Those that nobody has ended; the end of some may have passed. */
  grantsOf(clientIds: readonly string[]): Grant[];
  all(): Grant[];
  refuseSessions(ids: readonly string[]): void;
  isSessionRefused(id: string): boolean;
  refuseToken(jti: string): void;
  isTokenRefused(jti: string): boolean;
  /** Paused and blocked clients only. */
  hold(clientId: string, state: 'paused' | 'blocked' | null): void;
  held(clientId: string): 'paused' | 'blocked' | null;
  /** Ids of the blocked clients. */
  blocked(): string[];
  /** Why nothing is done for this client now, whatever it holds; null when nothing is in the way. */
  obstacle(clientId: string): Obstacle | null;
  locked(): boolean;
  setLocked(locked: boolean): void;
};

export type Obstacle = Extract<RefusalReason, 'client_blocked' | 'client_paused' | 'locked'>;

/** Reads the state of a starting broker. */
export async function loadLiveState(store: AuthStore, now: number): Promise<LiveState> {
  const [grants, clients, sessions, tokens, locked] = await Promise.all([
    store.grants.live(),
    store.clients.held(),
    store.sessions.endedWithLiveTokens(now),
    store.accessTokens.revoked(now),
    store.facts.get('locked'),
  ]);
  return createLiveState({ grants: grants.map((grant) => notLonger(grant, now)), clients, sessions, tokens, locked: locked === 'yes' });
}

/** The clock was ahead at the Allow and was set right since: an hour is an hour from now, not until the hour it named then. */
function notLonger(grant: Grant, now: number): Grant {
  const { allowedAt, endsAt } = grant;
  return endsAt === null || allowedAt <= now ? grant : { ...grant, endsAt: now + endsAt - allowedAt };
}

const OBSTACLES: Readonly<Record<'paused' | 'blocked' | 'none', Obstacle | null>> = { blocked: 'client_blocked', paused: 'client_paused', none: null };

type Known = {
  readonly grants: readonly Grant[];
  readonly clients: readonly Pick<Client, 'id' | 'state'>[];
  readonly sessions: readonly string[];
  readonly tokens: readonly string[];
  readonly locked: boolean;
};

function createLiveState(known: Known): LiveState {
  const grants = new Map<string, Grant>();
  // By client as well: whoever registers is compared with every connection, and that must not grow dearer with each of them.
  const idsOfClient = new Map<string, Set<string>>();
  const sessions = new Set(known.sessions);
  const tokens = new Set(known.tokens);
  const clients = new Map<string, 'paused' | 'blocked'>();
  for (const { id, state } of known.clients) if (state === 'paused' || state === 'blocked') clients.set(id, state);
  // An Allow that was being committed while its grant was taken away must not bring it back.
  const dropped = new Set<string>();
  let locked = known.locked;
  known.grants.forEach(put);

  function put(grant: Grant): void {
    grants.set(grant.id, grant);
    const ids = idsOfClient.get(grant.clientId) ?? new Set();
    idsOfClient.set(grant.clientId, ids.add(grant.id));
  }
  function remove(id: string): void {
    const grant = grants.get(id);
    if (grant === undefined) return;
    grants.delete(id);
    const ids = idsOfClient.get(grant.clientId);
    ids?.delete(id);
    if (ids?.size === 0) idsOfClient.delete(grant.clientId);
  }

  return {
    grant: (id, now) => {
      const grant = grants.get(id);
      return grant === undefined || (grant.endsAt !== null && grant.endsAt <= now) ? null : grant;
    },
    put: (grant) => void (dropped.has(grant.id) || put(grant)),
    drop(ids) {
      for (const id of ids) {
        dropped.add(id);
        remove(id);
      }
    },
    grantsOf: (ids) => [...new Set(ids)].flatMap((clientId) => [...(idsOfClient.get(clientId) ?? [])].flatMap((id) => grants.get(id) ?? [])),
    all: () => [...grants.values()],
    refuseSessions: (ids) => ids.forEach((id) => void sessions.add(id)),
    isSessionRefused: (id) => sessions.has(id),
    refuseToken: (jti) => void tokens.add(jti),
    isTokenRefused: (jti) => tokens.has(jti),
    hold: (id, state) => void (state === null ? clients.delete(id) : clients.set(id, state)),
    held: (id) => clients.get(id) ?? null,
    blocked: () => [...clients].flatMap(([id, state]) => (state === 'blocked' ? [id] : [])),
    obstacle: (id) => OBSTACLES[clients.get(id) ?? 'none'] ?? (locked ? 'locked' : null),
    locked: () => locked,
    setLocked: (value) => {
      locked = value;
    },
  };
}
