/** Finds the client of an authorization request; one that names itself by a URL is known by its document (ruling 6). */
import type { ActivityLog } from '../../activity/record.ts';
import type { OpenedBy } from '../../consent/desk.ts';
import { clientIdHost } from '../../shared/destination.ts';
import type { Clock } from '../../shared/edge.ts';
import { createSingleFlight } from '../../shared/single-flight.ts';
import type { AuthStore, Client } from '../../store/auth-store.ts';
import type { FindForRequest } from '../authorize/find-client.ts';
import { newClient } from '../new-client.ts';
import type { ChangeClient } from '../register/change-client.ts';
import { describeChanges } from '../register/describe-changes.ts';
import type { MakeRoom } from '../register/make-room.ts';
import { rowKeyOf } from '../register/row-key.ts';
import type { ChooseDocument, ClientDocument } from './choose-document.ts';
import { isClientIdUrl, looksLikeUrl } from './client-id-url.ts';
import { ClientDocumentError } from './document-error.ts';

type Deps = {
  readonly store: AuthStore;
  readonly choose: ChooseDocument;
  /** Whether one more client of this host may become known now. */
  readonly mayAdd: (host: string, openedBy: OpenedBy) => boolean;
  readonly changeClient: ChangeClient;
  readonly makeRoom: MakeRoom;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  /** Called once it is stored. */
  readonly onRegistered: (client: Client) => void;
};

/**
 * The client becomes a record at its first request, pending like any other, and follows its document from then on. Only
 * this way in looks at documents: the token endpoint knows what is stored and fetches nothing.
 */
export function createFindForRequest({ store, choose, mayAdd, changeClient, makeRoom, activity, clock, onRegistered }: Deps): FindForRequest {
  const admitted = createSingleFlight<Client>();
  const once = createSingleFlight<Client>();

  return async (id, openedBy) => {
    if (!looksLikeUrl(id)) return store.clients.find(id);
    if (!isClientIdUrl(id)) throw new ClientDocumentError(id, 'bad_address', 'the client_id is not an https address with a path');
    const stored = await store.clients.find(id);
    // The person has spoken already: nothing is sent for a client that is refused anyway.
    if (stored?.state === 'paused' || stored?.state === 'blocked') return stored;
    const document = await choose(id, stored, openedBy);
    // A page and a program may ask in the same moment; what keeps the page out must not keep the program out.
    return admitted(`${openedBy === 'website' ? 'website' : 'program'} ${id}`, () => admit(id, stored, document, openedBy));
  };

  async function admit(id: string, known: Client | null, document: ClientDocument, openedBy: OpenedBy): Promise<Client> {
    // A page can open any number of ids that need no fetch; each would be a record, and push out one that waits for its login.
    const isNew = known === null && (await store.clients.find(id)) === null;
    if (isNew && !mayAdd(clientIdHost(id) ?? '', openedBy)) throw new ClientDocumentError(id, 'busy', 'too many new clients asked');
    return once(id, () => follow(id, document));
  }

  async function follow(id: string, { metadata, at }: ClientDocument): Promise<Client> {
    const stored = await store.clients.find(id);
    if (stored === null) return add(id, { metadata, at });
    // The same document says something else once the person changes whether answers may leave this computer.
    return stored.documentAt === at && describeChanges(stored, metadata).length === 0 ? stored : changeClient({ ...stored, documentAt: at }, metadata);
  }

  async function add(id: string, { metadata, at }: ClientDocument): Promise<Client> {
    const rowKey = rowKeyOf({ ...metadata, id }, null);
    const client = newClient({ ...metadata, id, rowKey, registeredAt: clock.now(), documentAt: at });
    await store.clients.register(client);
    onRegistered(client);
    activity.record({ kind: 'client.registered', clientId: id, name: client.name });
    await makeRoom(id);
    return client;
  }
}
