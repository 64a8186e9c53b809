/** Keys for scripts: a connection like any other, but with a secret that the person copies instead of a login. */
import type { ActivityLog } from '../../activity/record.ts';
import type { Clock, Random } from '../../shared/edge.ts';
import { makeId } from '../../shared/make-id.ts';
import { impliedBy, type Scope, writeScopes } from '../../shared/scopes.ts';
import { hashSecret, makeSecret, type Secret } from '../../shared/secrets.ts';
import type { AuthStore, Client, Grant } from '../../store/auth-store.ts';
import { newClient } from '../new-client.ts';

export const API_KEY_PREFIX = 'ghk_';

type NewKey = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly compartment: string;
  /** Milliseconds. */
  readonly lifetime: number;
  readonly by: Grant['allowedBy'];
};

export type CreateApiKey = (key: NewKey) => Promise<{ readonly key: Secret; readonly client: Client; readonly grant: Grant }>;

type Deps = {
  readonly store: AuthStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly activity: ActivityLog;
  /** Called after it is durable, before the key is told. */
  readonly onCreated: (client: Client, grant: Grant) => void;
};

/** @returns a function that makes one key; its text leaves here once */
export function createApiKeys({ store, clock, random, activity, onCreated }: Deps): CreateApiKey {
  return async ({ name, scopes, compartment, lifetime, by }) => {
    const now = clock.now();
    const key = makeSecret(random, API_KEY_PREFIX);
    const id = makeId(random, now, 'gh_');
    // It has no address to be answered at and no grant type, so it can neither log in nor refresh.
    const client = newClient({ id, name, rowKey: id, state: 'approved', registeredAt: now, approvedAt: now });
    const grant: Grant = {
      id: makeId(random, now, 'gr_'),
      clientId: id,
      scopes: impliedBy(scopes),
      compartment,
      allowedAt: now,
      allowedBy: by,
      endsAt: now + lifetime,
      endedAt: null,
      endReason: null,
      lastUsedAt: null,
      evidence: [],
    };
    await store.apiKeys.create(client, grant, { hash: hashSecret(key), id: makeId(random, now, 'ak_'), clientId: id, grantId: grant.id, createdAt: now });
    onCreated(client, grant);
    activity.record({ kind: 'key.created', clientId: id, grantId: grant.id, name, scope: writeScopes(grant.scopes), by });
    return { key, client, grant };
  };
}

/** Only a key has no way at all to get a token. */
export const isKey = ({ grantTypes }: Pick<Client, 'grantTypes'>): boolean => grantTypes.length === 0;
