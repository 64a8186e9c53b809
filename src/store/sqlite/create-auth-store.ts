/** `AuthStore` on SQLite: reads by index on a connection of this thread, writes through the one writer. */
import { setImmediate as turn } from 'node:timers/promises';
import type { AuthStore, Client } from '../auth-store.ts';
import { accessTokenReads } from './auth/access-tokens.ts';
import { activityReads } from './auth/activity.ts';
import { answerReads } from './auth/answers.ts';
import { apiKeyReads } from './auth/api-keys.ts';
import { clientReads } from './auth/clients.ts';
import { codeReads } from './auth/codes.ts';
import { factReads } from './auth/facts.ts';
import { grantReads, sessionReads } from './auth/grants.ts';
import { refreshTokenReads } from './auth/refresh-tokens.ts';
import { createVerifyActivity } from './auth/verify-activity.ts';
import { openForReading } from './open-database.ts';
import { openWorker } from './open-worker.ts';

type Options = {
  /** `auth.db` */
  readonly file: string;
  /** The worker's entry, as source or as bundle. */
  readonly writerEntry: URL;
  /** 32 bytes from the vault for the activity chain. */
  readonly activityKey: Uint8Array;
};

/** @throws DatabaseTooNew, DatabaseRefused, StoreUnavailable */
export async function createSqliteAuthStore({ file, writerEntry, activityKey }: Options): Promise<AuthStore> {
  const writer = await openWorker({ entry: writerEntry, file, data: { activityKey } });
  const db = openForReading(file);
  const clients = clientReads(db);
  const grants = grantReads(db);
  const sessions = sessionReads(db);
  const codes = codeReads(db);
  const refreshTokens = refreshTokenReads(db);
  const accessTokens = accessTokenReads(db);
  const answers = answerReads(db);
  const activity = activityReads(db);
  const chain = createVerifyActivity(file, activityKey);
  const apiKeys = apiKeyReads(db);
  const facts = factReads(db);

  async function listClients(): Promise<Client[]> {
    const all: Client[] = [];
    for (let after = 0; ; await turn()) {
      const page = clients.page(after);
      all.push(...page.clients);
      if (page.last === null) return all;
      after = page.last;
    }
  }

  return {
    clients: {
      register: (client) => writer.run('clients.register', client),
      find: async (id) => clients.find(id),
      list: listClients,
      held: async () => clients.held(),
      change: (change, askAgain, now) => writer.run('clients.change', { change, askAgain, now }),
      dropRegistrationToken: (hash) => writer.run('clients.dropRegistrationToken', hash),
      setState: (ids, state) => writer.run('clients.setState', { ids, state }),
      setLabel: (ids, label) => writer.run('clients.setLabel', { ids, label }),
      remove: (id, now) => writer.run('clients.remove', { id, now }),
      evictNeverApproved: (policy) => writer.run('clients.evict', policy),
      touch: (id, now) => writer.run('clients.touch', { id, now }),
    },
    answers: {
      allow: (answer, grant, { name, redirectUris }) => writer.run('answers.allow', { answer, grant, seen: { name, redirectUris } }),
      refuse: (answer) => writer.run('answers.refuse', answer),
      find: async (handleHash) => answers.find(handleHash),
      deliver: (handleHash, now, code) => writer.run('answers.deliver', { handleHash, now, code }),
    },
    grants: {
      find: async (id) => grants.find(id),
      live: async () => grants.live(),
      list: async (filter) => grants.list(filter?.clientId),
      end: (ids, reason, now) => writer.run('grants.end', { ids, reason, now }),
      setScopes: (id, scopes) => writer.run('grants.setScopes', { id, scopes }),
      touch: (id, now) => writer.run('grants.touch', { id, now }),
    },
    codes: {
      find: async (hash) => codes.find(hash),
      isChallengeSpent: async (clientId, challenge) => codes.isChallengeSpent({ clientId, challenge }),
      redeem: (use) => writer.run('codes.redeem', use),
    },
    refreshTokens: {
      find: async (hash) => refreshTokens.find(hash),
      rotate: (use) => writer.run('refreshTokens.rotate', use),
      noteAccessToken: (sessionId, accessToken) => writer.run('refreshTokens.note', { sessionId, accessToken }),
    },
    sessions: {
      find: async (id) => sessions.find(id),
      list: async (filter) => sessions.list(filter ?? {}),
      end: (ids, reason, now) => writer.run('sessions.end', { ids, reason, now }),
      endedWithLiveTokens: async (now) => sessions.endedWithLiveTokens(now),
    },
    accessTokens: {
      list: async (filter) => accessTokens.list(filter),
      revoke: (jti, now) => writer.run('accessTokens.revoke', { jti, now }),
      revoked: async (now) => accessTokens.revoked(now),
    },
    apiKeys: {
      create: (client, grant, key) => writer.run('apiKeys.create', { client, grant, key }),
      find: async (hash) => apiKeys.find(hash),
    },
    activity: {
      append: (events) => writer.run('activity.append', events),
      list: (filter) => activity.list(filter),
      verify: () => chain.verify(),
      prune: (before) => writer.run('activity.prune', before),
    },
    facts: {
      get: async (name) => facts.get(name),
      set: (name, value) => writer.run('facts.set', { name, value }),
    },
    sweep: (now, grace) => writer.run('sweep', { now, grace }),
    async close() {
      // The last one to leave folds the WAL into the file, and only the writer may.
      await chain.close();
      db.close();
      await writer.close();
    },
  };
}
