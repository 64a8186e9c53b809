/** A client that the person enters by hand, for a program that cannot register itself (a pre-registered client). */
import type { ActivityLog } from '../../activity/record.ts';
import type { DecidedBy } from '../../consent/desk.ts';
import type { Clock, Random } from '../../shared/edge.ts';
import { makeId } from '../../shared/make-id.ts';
import { hashSecret, makeSecret } from '../../shared/secrets.ts';
import type { AuthStore, Client } from '../../store/auth-store.ts';
import { OAuthError } from '../errors.ts';
import { newClient } from '../new-client.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import { readClientMetadata } from './client-metadata.ts';
import { type ClientInformation, describeClient } from './describe-client.ts';
import { rowKeyOf } from './row-key.ts';

type Deps = {
  readonly store: AuthStore;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly redirects: RedirectPolicy;
  /** Called once it is stored. */
  readonly onRegistered: (client: Client) => void;
};

/**
 * @param metadata the members of RFC 7591 §2
 * @param by who entered it
 * @returns what was registered; a secret is in this answer only
 * @throws OAuthError in the form of RFC 7591 §3.2.2
 */
export type AddClient = (metadata: Readonly<Record<string, unknown>>, by: DecidedBy) => Promise<ClientInformation>;

/** It is never evicted, but it is connected to nothing: its authorization asks the person like any other (ruling 10). */
export function createAddClient({ store, activity, clock, random, redirects, onRegistered }: Deps): AddClient {
  return async (body, by) => {
    const metadata = readClientMetadata(body, redirects);
    if (metadata.name === null) throw new OAuthError('invalid_client_metadata', 'its name must have something to read in it');
    // A client that registers itself is given what is left (ruling 5); a person is told what is wrong.
    const asked = Array.isArray(body.redirect_uris) ? body.redirect_uris : [];
    const refused = asked.find((uri) => !metadata.redirectUris.includes(uri));
    if (refused !== undefined) throw new OAuthError('invalid_redirect_uri', `${String(refused)} is not a loopback address or a known private scheme`);
    const secret = metadata.tokenEndpointAuthMethod === 'none' ? null : makeSecret(random, 'ghs_');
    const now = clock.now();
    const id = makeId(random, now, 'gh_');
    const client = newClient({
      ...metadata,
      registeredScopes: null,
      // The person has said how much it may ever ask for.
      scopeCeiling: metadata.registeredScopes,
      id,
      state: 'approved',
      secretHash: secret === null ? null : hashSecret(secret),
      rowKey: rowKeyOf({ ...metadata, id }, null),
      registeredAt: now,
      approvedAt: now,
    });
    await store.clients.register(client);
    onRegistered(client);
    activity.record({ kind: 'client.added', clientId: client.id, name: metadata.name, by });
    return { ...describeClient(client), ...(secret === null ? {} : { client_secret: secret, client_secret_expires_at: 0 }) };
  };
}
