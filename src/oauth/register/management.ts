/** RFC 7592: a client looks at, changes or removes its own registration. */
import type { ActivityLog } from '../../activity/record.ts';
import type { ConsentDesk } from '../../consent/desk.ts';
import type { AuthStore } from '../../store/auth-store.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import type { Spelling } from '../spellings.ts';
import { authenticateRegistration, registrationRefused } from './authenticate-registration.ts';
import type { ChangeClient } from './change-client.ts';
import { describeChanges } from './describe-changes.ts';
import { type ClientInformation, describeClient, describeManagement } from './describe-client.ts';
import { readClientUpdate } from './read-client-update.ts';
import type { RemoveClient } from './remove-client.ts';

type Deps = {
  readonly store: AuthStore;
  readonly desk: ConsentDesk;
  readonly activity: ActivityLog;
  readonly redirects: RedirectPolicy;
  readonly changeClient: ChangeClient;
  readonly removeClient: RemoveClient;
};

export type Management = {
  /** §2.1. The secret is never told again. */
  read(clientId: string, authorization: string | undefined, spelling: Spelling): Promise<ClientInformation>;
  /** §2.2 */
  update(clientId: string, authorization: string | undefined, body: unknown, spelling: Spelling): Promise<ClientInformation>;
  /** §2.3: with the registration go its connections and every token. */
  remove(clientId: string, authorization: string | undefined): Promise<void>;
};

export function createManagement({ store, desk, activity, redirects, changeClient, removeClient }: Deps): Management {
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
      if (!(await removeClient(client.id))) throw registrationRefused();
      // One that nobody ever let in comes and goes at no cost, and would fill the log.
      if (client.approvedAt !== null) activity.record({ kind: 'client.removed', clientId: client.id });
    },
  };
}
