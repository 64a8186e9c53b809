/** RFC 7591 dynamic registration: answered at once, worth nothing until a person allows it (ruling 4). */
import type { ActivityLog } from '../../activity/record.ts';
import type { ConsentDesk } from '../../consent/desk.ts';
import type { Clock, Random } from '../../shared/edge.ts';
import { makeId } from '../../shared/make-id.ts';
import { hashSecret, makeSecret } from '../../shared/secrets.ts';
import type { AuthStore, Client, ProgramFacts } from '../../store/auth-store.ts';
import { newClient } from '../new-client.ts';
import type { RedirectPolicy } from '../redirect-uri.ts';
import type { Spelling } from '../spellings.ts';
import { readClientMetadata } from './client-metadata.ts';
import { type ClientInformation, describeClient, describeManagement } from './describe-client.ts';
import type { MakeRoom } from './make-room.ts';
import { rowKeyOf } from './row-key.ts';

type Deps = {
  readonly store: AuthStore;
  readonly desk: ConsentDesk;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly redirects: RedirectPolicy;
  readonly makeRoom: MakeRoom;
  /** Called once it is stored. */
  readonly onRegistered: (client: Client) => void;
};

export type Register = (body: unknown, program: ProgramFacts | null, spelling: Spelling) => Promise<ClientInformation>;

export function createRegister({ store, desk, activity, clock, random, redirects, makeRoom, onRegistered }: Deps): Register {
  return async (body, program, { issuer }) => {
    const metadata = readClientMetadata(body, redirects);
    const secret = metadata.tokenEndpointAuthMethod === 'none' ? null : makeSecret(random, 'ghs_');
    const registrationToken = makeSecret(random, 'ghm_');
    const now = clock.now();
    const id = makeId(random, now, 'gh_');
    const client = newClient({
      ...metadata,
      id,
      secretHash: secret === null ? null : hashSecret(secret),
      registrationTokenHash: hashSecret(registrationToken),
      rowKey: rowKeyOf({ ...metadata, id }, program),
      program,
      registeredAt: now,
    });
    await store.clients.register(client);
    onRegistered(client);
    await makeRoom(client.id);
    // A line for each that the person is told about; a flood is counted, because a registration costs nothing.
    if (desk.announce(client)) activity.record({ kind: 'client.registered', clientId: client.id, name: client.name });
    return {
      ...describeClient(client),
      ...(secret === null ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
      ...describeManagement(issuer, client.id, registrationToken),
    };
  };
}
