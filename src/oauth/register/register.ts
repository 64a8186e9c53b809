/** RFC 7591 dynamic registration: answered at once, worth nothing until a person allows it (ruling 4). */
import type { ActivityLog } from '../../activity/record.ts';
import type { ConsentDesk } from '../../consent/desk.ts';
import type { Clock, Random } from '../../shared/edge.ts';
import { writeScopes } from '../../shared/scopes.ts';
import type { AuthStore, Client, ProgramFacts } from '../../store/auth-store.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import { hashSecret, makeId, makeSecret } from '../secrets.ts';
import { readClientMetadata } from './client-metadata.ts';
import { rowKeyOf } from './row-key.ts';

type Deps = {
  readonly store: AuthStore;
  readonly desk: ConsentDesk;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly redirects: RedirectPolicy;
  /** How many never-approved clients are kept, and how long (ms). */
  readonly neverApproved: { readonly keep: number; readonly lifetime: number } | null;
  /** Called once it is stored. */
  readonly onRegistered: (client: Client) => void;
};

export type Registration = Readonly<Record<string, unknown>>;
export type Register = (body: unknown, program: ProgramFacts | null) => Promise<Registration>;

export function createRegister({ store, desk, activity, clock, random, redirects, neverApproved, onRegistered }: Deps): Register {
  return async (body, program) => {
    const metadata = readClientMetadata(body, redirects);
    const secret = metadata.tokenEndpointAuthMethod === 'none' ? null : makeSecret(random, 'ghs_');
    const client: Client = {
      ...metadata,
      id: makeId(random, 'gh_'),
      state: 'pending',
      secretHash: secret === null ? null : hashSecret(secret),
      registrationTokenHash: null,
      rowKey: rowKeyOf(metadata, program),
      program,
      registeredAt: clock.now(),
      approvedAt: null,
      lastUsedAt: null,
      label: null,
    };
    await store.clients.register(client);
    onRegistered(client);
    activity.record({ kind: 'client.registered', clientId: client.id, name: client.name });
    await makeRoom(client);
    desk.announce(client);
    return { ...describeClient(client), ...(secret === null ? {} : { client_secret: secret, client_secret_expires_at: 0 }) };
  };

  /** A flood of registrations pushes out its own oldest, never an approved client and never one that waits. */
  async function makeRoom({ id }: Client): Promise<void> {
    if (neverApproved === null) return;
    const spare = [id, ...desk.list().map((request) => request.client.id)];
    await store.clients.evictNeverApproved({ olderThan: clock.now() - neverApproved.lifetime, keep: neverApproved.keep, spare });
  }
}

/** RFC 7591 §3.2.1: what was in fact registered. Absent members are left out; a null would fail the clients' schemas. */
function describeClient(client: Client): Registration {
  return {
    client_id: client.id,
    client_id_issued_at: Math.floor(client.registeredAt / 1000),
    ...(client.name === null ? {} : { client_name: client.name }),
    redirect_uris: client.redirectUris,
    grant_types: client.grantTypes,
    response_types: ['code'],
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    ...(client.scopeCeiling === null ? {} : { scope: writeScopes(client.scopeCeiling) }),
    ...client.metadata,
  };
}
