/** `AuthStore` on Maps: the same behaviour, gone with the process: what most tests run on. */
import { CHAIN_START, chainKey, chainMac, type Link, verifyChain } from '../../activity/chain.ts';
import type { ActivityEntry } from '../../activity/events.ts';
import { isAsSeen } from '../as-seen.ts';
import type { AccessTokenRecord, Answer, ApiKey, AuthorizationCode, AuthStore, Client, Grant, GrantEnd, RefreshToken, Session } from '../auth-store.ts';

type KeptAnswer = Answer & { readonly deliveredAt: number | null };
type KeptRefreshToken = RefreshToken & { readonly sealedSuccessor: string | null };
type NewAccessToken = Omit<AccessTokenRecord, 'revokedAt' | 'sessionId'>;

const MEMORY = 24 * 3_600_000;

/** @param options.activityKey 32 bytes for the activity chain */
export function createVolatileAuthStore({ activityKey }: { readonly activityKey: Uint8Array }): AuthStore {
  const key = chainKey(activityKey);
  const clients = new Map<string, Client>();
  const answers = new Map<string, KeptAnswer>();
  const grants = new Map<string, Grant>();
  const codes = new Map<string, AuthorizationCode>();
  const refreshTokens = new Map<string, KeptRefreshToken>();
  const sessions = new Map<string, Session>();
  const accessTokens = new Map<string, AccessTokenRecord>();
  const apiKeys = new Map<string, ApiKey>();
  const facts = new Map<string, string>();
  const activity: ActivityEntry[] = [];
  let checkpoint: Link = CHAIN_START;

  const patch = <Value extends object>(map: Map<string, Value>, id: string, change: Partial<Value>): boolean => {
    const value = map.get(id);
    if (value !== undefined) map.set(id, { ...value, ...change });
    return value !== undefined;
  };
  const newestFirst = <Value>(values: Iterable<Value>, time: (value: Value) => number) => [...values].sort((left, right) => time(right) - time(left));
  const isLive = (grantId: string, now: number): boolean => {
    const grant = grants.get(grantId);
    if (grant === undefined || grant.endedAt !== null || (grant.endsAt !== null && grant.endsAt <= now)) return false;
    return clients.get(grant.clientId)?.state === 'approved';
  };
  const note = (sessionId: string, token: NewAccessToken) => void accessTokens.set(token.jti, { ...token, sessionId, revokedAt: null });

  const grantsOf = (id: string) => [...grants.values()].filter(({ clientId }) => clientId === id).map((grant) => grant.id);

  function endSessions(ids: Iterable<string>, endReason: NonNullable<Session['endReason']>, now: number): string[] {
    return [...ids].filter((id) => sessions.get(id)?.endedAt === null && patch(sessions, id, { endedAt: now, endReason }));
  }

  function endGrants(ids: Iterable<string>, endReason: GrantEnd, now: number): string[] {
    return [...ids].filter((id) => {
      endSessions(
        [...sessions.values()].filter(({ grantId }) => grantId === id).map((session) => session.id),
        'grant-ended',
        now,
      );
      return grants.get(id)?.endedAt === null && patch(grants, id, { endedAt: now, endReason });
    });
  }

  return {
    clients: {
      register: async (client) => {
        if (clients.has(client.id)) throw new Error('the client id is taken');
        clients.set(client.id, client);
      },
      find: async (id) => clients.get(id) ?? null,
      list: async () => [...clients.values()],
      held: async () => [...clients.values()].filter(({ state }) => state === 'paused' || state === 'blocked').map(({ id, state }) => ({ id, state })),
      change: async (change, askAgain, now) => {
        const client = clients.get(change.id);
        if (client === undefined) return false;
        clients.set(change.id, { ...client, ...change, state: askAgain && client.state === 'approved' ? 'pending' : client.state });
        if (askAgain) endGrants(grantsOf(change.id), 'client-changed', now);
        return true;
      },
      dropRegistrationToken: async (hash) => {
        for (const { id, registrationTokenHash } of clients.values()) if (registrationTokenHash === hash) patch(clients, id, { registrationTokenHash: null });
      },
      setState: async (ids, state) => {
        const needsAnAllow = (client: Client | undefined) => client?.approvedAt === null || client?.changes.length !== 0;
        for (const id of ids) patch(clients, id, { state: state === 'approved' && needsAnAllow(clients.get(id)) ? 'pending' : state });
      },
      setLabel: async (ids, label) => {
        for (const id of ids) patch(clients, id, { label });
      },
      remove: async (id, now) => {
        endGrants(grantsOf(id), 'client-deleted', now);
        return clients.delete(id);
      },
      evictNeverApproved: async ({ olderThan, keep, spare }) => {
        const never = newestFirst(
          [...clients.values()].filter(({ approvedAt, state }) => approvedAt === null && state === 'pending'),
          (client) => client.registeredAt,
        );
        const gone = never.filter((client, index) => client.registeredAt < olderThan || index >= keep).map(({ id }) => id);
        return gone.filter((id) => !spare.includes(id) && clients.delete(id));
      },
      touch: async (id, now) => void patch(clients, id, { lastUsedAt: now }),
    },
    answers: {
      allow: async (answer, grant, seen) => {
        const client = clients.get(grant.clientId);
        const known = grants.get(grant.id);
        if (client === undefined || !isAsSeen(client, seen) || (client.state !== 'pending' && client.state !== 'approved')) return false;
        if (known !== undefined && known.endedAt !== null) return false;
        patch(clients, client.id, { state: 'approved', approvedAt: client.approvedAt ?? answer.answeredAt, changes: [] });
        grants.set(grant.id, known === undefined ? grant : { ...known, scopes: grant.scopes });
        answers.set(answer.handleHash, { ...answer, deliveredAt: null });
        return true;
      },
      refuse: async (answer) => void answers.set(answer.handleHash, { ...answer, deliveredAt: null }),
      find: async (handleHash) => withoutDelivery(answers.get(handleHash)),
      deliver: async (handleHash, now, code) => {
        const answer = answers.get(handleHash);
        if (answer === undefined || answer.deliveredAt !== null || answer.expiresAt <= now) return null;
        patch(answers, handleHash, { deliveredAt: now });
        if (answer.outcome === 'allowed' && answer.grantId !== null) {
          const { clientId, grantId, redirectUri, codeChallenge, resource, scopes } = answer;
          codes.set(code.hash, { ...code, clientId, grantId, redirectUri, codeChallenge, resource, scopes, issuedAt: now, usedAt: null, sessionId: null });
        }
        return withoutDelivery(answer);
      },
    },
    grants: {
      find: async (id) => grants.get(id) ?? null,
      live: async () => [...grants.values()].filter(({ endedAt }) => endedAt === null),
      list: async (filter) =>
        newestFirst(
          [...grants.values()].filter(({ clientId }) => filter?.clientId === undefined || clientId === filter.clientId),
          (grant) => grant.allowedAt,
        ),
      end: async (ids, reason, now) => endGrants(ids, reason, now),
      setScopes: async (id, scopes) => grants.get(id)?.endedAt === null && patch(grants, id, { scopes }),
      touch: async (id, now) => void patch(grants, id, { lastUsedAt: now }),
    },
    codes: {
      find: async (hash) => codes.get(hash) ?? null,
      isChallengeSpent: async (clientId, challenge) => [...codes.values()].some((code) => code.clientId === clientId && code.codeChallenge === challenge),
      redeem: async ({ codeHash, now, sessionId, refreshTokenHash, accessToken }) => {
        const code = codes.get(codeHash);
        if (code !== undefined && code.usedAt !== null) return { outcome: 'spent', sessionId: code.sessionId };
        if (code === undefined || code.expiresAt <= now || !isLive(code.grantId, now)) return { outcome: 'void' };
        const { clientId, grantId, resource } = code;
        patch(codes, codeHash, { usedAt: now, sessionId });
        sessions.set(sessionId, { id: sessionId, grantId, clientId, startedAt: now, lastUsedAt: now, renewals: 0, endedAt: null, endReason: null });
        if (refreshTokenHash !== null) refreshTokens.set(refreshTokenHash, fresh(refreshTokenHash, { sessionId, grantId, clientId, resource }, now));
        note(sessionId, accessToken);
        return { outcome: 'redeemed' };
      },
    },
    refreshTokens: {
      find: async (hash) => {
        const kept = refreshTokens.get(hash);
        if (kept === undefined) return null;
        const { sealedSuccessor: _, ...token } = kept;
        return token;
      },
      rotate: async ({ presentedHash, now, grace, successorHash, sealedSuccessor, accessToken }) => {
        const token = refreshTokens.get(presentedHash);
        const session = sessions.get(token?.sessionId ?? '');
        if (token === undefined || session === undefined || session.endedAt !== null) return { outcome: 'void' };
        if (token.usedAt === null) {
          if (!isLive(token.grantId, now)) return { outcome: 'void' };
          patch(refreshTokens, presentedHash, { usedAt: now, successorHash, sealedSuccessor });
          for (const [hash, { successorHash: of }] of refreshTokens) if (of === presentedHash) patch(refreshTokens, hash, { sealedSuccessor: null });
          refreshTokens.set(successorHash, fresh(successorHash, token, now));
          patch(sessions, session.id, { lastUsedAt: now, renewals: session.renewals + 1 });
          note(session.id, accessToken);
          return { outcome: 'rotated' };
        }
        if (Math.abs(now - token.usedAt) <= grace && token.sealedSuccessor !== null && token.successorHash !== null) {
          return { outcome: 'repeated', sealedSuccessor: token.sealedSuccessor, successorHash: token.successorHash };
        }
        endSessions([session.id], 'refresh-reuse', now);
        return { outcome: 'reused' };
      },
      noteAccessToken: async (sessionId, accessToken) => note(sessionId, accessToken),
    },
    sessions: {
      find: async (id) => sessions.get(id) ?? null,
      list: async (filter = {}) =>
        newestFirst(
          [...sessions.values()].filter(({ grantId, clientId }) => (filter.grantId ?? grantId) === grantId && (filter.clientId ?? clientId) === clientId),
          (session) => session.startedAt,
        ),
      end: async (ids, reason, now) => endSessions(ids, reason, now),
      endedWithLiveTokens: async (now) => {
        const ids = [...accessTokens.values()].filter(({ expiresAt }) => expiresAt > now).map(({ sessionId }) => sessionId);
        return [...new Set(ids)].filter((id) => (sessions.get(id)?.endedAt ?? null) !== null);
      },
    },
    accessTokens: {
      list: async ({ sessionId, now }) =>
        newestFirst(
          [...accessTokens.values()].filter((token) => token.expiresAt > now && (sessionId ?? token.sessionId) === token.sessionId),
          (token) => token.issuedAt,
        ),
      revoke: async (jti, now) => void patch(accessTokens, jti, { revokedAt: accessTokens.get(jti)?.revokedAt ?? now }),
      revoked: async (now) => [...accessTokens.values()].filter(({ revokedAt, expiresAt }) => revokedAt !== null && expiresAt > now).map(({ jti }) => jti),
    },
    apiKeys: {
      create: async (client, grant, key) => {
        if (apiKeys.has(key.hash)) throw new Error('the key is taken');
        clients.set(client.id, client);
        grants.set(grant.id, grant);
        apiKeys.set(key.hash, key);
      },
      find: async (hash) => apiKeys.get(hash) ?? null,
    },
    activity: {
      append: async (events) => {
        for (const entry of events) {
          const before = activity.at(-1) ?? checkpoint;
          const sequence = before.sequence + 1;
          activity.push({ ...entry, sequence, mac: chainMac(key, before.mac, sequence, entry) });
        }
      },
      list: async ({ limit, before = Number.MAX_SAFE_INTEGER, clientId, kind }) =>
        activity
          .filter(
            ({ sequence, event }) =>
              sequence < before &&
              (kind === undefined || [kind].flat().includes(event.kind)) &&
              (clientId === undefined || ('clientId' in event && event.clientId !== null && [clientId].flat().includes(event.clientId))),
          )
          .reverse()
          .slice(0, limit),
      verify: async () => verifyChain(key, activity, checkpoint),
      prune: async (before) => {
        const kept = activity.findIndex(({ at }) => at >= before);
        const removed = activity.splice(0, kept === -1 ? activity.length : kept);
        checkpoint = removed.at(-1) ?? checkpoint;
        return removed.length;
      },
    },
    facts: {
      get: async (name) => facts.get(name) ?? null,
      set: async (name, value) => void (value === null ? facts.delete(name) : facts.set(name, value)),
    },
    sweep: async (now, grace) => {
      for (const [hash, { expiresAt }] of codes) if (expiresAt < now - MEMORY) codes.delete(hash);
      for (const [hash, { expiresAt }] of answers) if (expiresAt < now - MEMORY) answers.delete(hash);
      for (const [jti, { expiresAt, revokedAt, sessionId }] of accessTokens) {
        const wasTakenAway = revokedAt !== null || (sessions.get(sessionId)?.endedAt ?? null) !== null;
        if (expiresAt < (wasTakenAway ? now - MEMORY : now)) accessTokens.delete(jti);
      }
      for (const [hash, { usedAt }] of refreshTokens) if ((usedAt ?? now) < now - grace) patch(refreshTokens, hash, { sealedSuccessor: null });
      endSessions(
        [...sessions.values()].filter(({ grantId }) => (grants.get(grantId)?.endsAt ?? Number.POSITIVE_INFINITY) <= now).map(({ id }) => id),
        'grant-ended',
        now,
      );
      for (const [hash, { sessionId }] of refreshTokens) if ((sessions.get(sessionId)?.endedAt ?? now) < now - MEMORY) refreshTokens.delete(hash);
      for (const [id, { endedAt }] of sessions) if ((endedAt ?? now) < now - MEMORY) sessions.delete(id);
    },
    close: async () => undefined,
  };
}

type Family = Pick<RefreshToken, 'sessionId' | 'grantId' | 'clientId' | 'resource'>;

function fresh(hash: string, { sessionId, grantId, clientId, resource }: Family, now: number): KeptRefreshToken {
  return { hash, sessionId, grantId, clientId, resource, issuedAt: now, usedAt: null, successorHash: null, sealedSuccessor: null };
}

function withoutDelivery(answer: KeptAnswer | undefined): Answer | null {
  if (answer === undefined) return null;
  const { deliveredAt: _, ...kept } = answer;
  return kept;
}
