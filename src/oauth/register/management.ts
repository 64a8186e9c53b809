/** RFC 7592: a client looks at, changes or removes its own registration. */
import type { ActivityLog } from '../../activity/record.ts';
import type { ConsentDesk } from '../../consent/desk.ts';
import type { Clock } from '../../shared/edge.ts';
import type { AuthStore } from '../../store/auth-store.ts';
import type { GrantControl } from '../access/access.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import type { Spelling } from '../spellings.ts';
import { authenticateRegistration, registrationRefused } from './authenticate-registration.ts';
import type { ChangeClient } from './change-client.ts';
import { describeChanges } from './describe-changes.ts';
import { type ClientInformation, describeClient, describeManagement } from './describe-client.ts';
import { readClientUpdate } from './read-client-update.ts';

type Deps = {
  readonly store: AuthStore;
  readonly control: GrantControl;
  readonly desk: ConsentDesk;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  readonly redirects: RedirectPolicy;
  readonly changeClient: ChangeClient;
  /** Called once it is removed. */
  readonly onRemoved: (clientId: string) => void;
};

export type Management = {
  /** §2.1. The secret is never told again. */
  read(clientId: string, authorization: string | undefined, spelling: Spelling): Promise<ClientInformation>;
  /** §2.2 */
  update(clientId: string, authorization: string | undefined, body: unknown, spelling: Spelling): Promise<ClientInformation>;
  /** §2.3: with the registration go its connections and every token. */
  remove(clientId: string, authorization: string | undefined): Promise<void>;
};

export function createManagement({ store, control, desk, activity, clock, redirects, changeClient, onRemoved }: Deps): Management {
  return {
    async read(clientId, authorization, { issuer }) {
      const { client, registrationAccessToken } = await authenticateRegistration(store, clientId, authorization);
      return { ...describeClient(client), ...describeManagement(issuer, client.id, registrationAccessToken) };
    },
    async update(clientId, authorization, body, { issuer }) {
      const { client, registrationAccessToken } = await authenticateRegistration(store, clientId, authorization);
      const metadata = readClientUpdate(body, client, redirects);
      const changed = await changeClient(client, metadata);
      // Removed by another call meanwhile: there is nothing left to answer about.
      if ((await store.clients.find(client.id)) === null) throw registrationRefused();
      if (changed.state === 'pending' && describeChanges(client, changed).length > 0) desk.announce(changed);
      return { ...describeClient(changed), ...describeManagement(issuer, client.id, registrationAccessToken) };
    },
    async remove(clientId, authorization) {
      const { client } = await authenticateRegistration(store, clientId, authorization);
      await takeAway(client.id);
      const removed = await store.clients.remove(client.id, clock.now());
      // Again: an Allow that was being committed has made one more connection.
      await takeAway(client.id);
      onRemoved(client.id);
      if (!removed) throw registrationRefused();
      activity.record({ kind: 'client.removed', clientId: client.id });
    },
  };

  async function takeAway(clientId: string): Promise<void> {
    control.forget([clientId]);
    await desk.drop([clientId]);
  }
}
