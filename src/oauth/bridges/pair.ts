/** A bridge asks for a token: who is it, may it be asked about, is it connected already, and if not, what does the person say. */

import type { Connection } from '../../consent/evidence/process-table.ts';
import type { LookAtBridge } from '../../consent/evidence/started-by.ts';
import type { BridgeToken, BridgeWaiting } from '../../shared/bridge.ts';
import type { Clock } from '../../shared/edge.ts';
import { createSingleFlight } from '../../shared/single-flight.ts';
import type { AuthStore, Client, Grant } from '../../store/auth-store.ts';
import type { LiveState } from '../access/live-state.ts';
import { refusalOf } from '../authorize/ask-the-person.ts';
import { OAuthError } from '../errors.ts';
import type { MakeRoom } from '../register/make-room.ts';
import type { Spelling } from '../spellings.ts';
import type { AskForBridge } from './ask.ts';
import { bridgeClient } from './bridge-client.ts';
import type { Resume } from './resume.ts';
import type { Tickets } from './tickets.ts';

type Deps = {
  readonly store: AuthStore;
  readonly state: LiveState;
  readonly clock: Clock;
  readonly tickets: Tickets;
  readonly look: LookAtBridge;
  readonly resume: Resume;
  readonly ask: AskForBridge;
  readonly makeRoom: MakeRoom;
  readonly onRegistered: (client: Client) => void;
};

/** Characters of what a bridge makes up for itself. */
const INSTANCE = /^[\w-]{43}$/;

export type Pair = (body: unknown, connection: Connection, spelling: Spelling, onUnasked: (clientId: string) => void) => Promise<BridgeToken | BridgeWaiting>;

/**
 * The token is for the process at the other end of this very connection: nobody can have somebody else's looked at.
 * `onUnasked` is told who is refused without a question, which nothing else would tell.
 * @throws OAuthError in the words that the bridge passes on to the program
 */
export function createPair({ store, state, clock, tickets, look, resume, ask, makeRoom, onRegistered }: Deps): Pair {
  const once = createSingleFlight<Client>();

  return async (body, connection, spelling, onUnasked) => {
    const { instance, again } = readBody(body, tickets);
    const seen = await look(connection);
    const client = await known(bridgeClient(seen, instance, clock.now()));
    const obstacle = state.obstacle(client.id);
    if (obstacle !== null) throw unasked(refusalOf(obstacle));
    const resumed = await resume(client, spelling);
    if (resumed !== null) return tokenOf(resumed);
    if (again && (await wasDisconnected(client)))
      throw unasked(new OAuthError('access_denied', 'the person disconnected it', { status: 403, reason: 'revoked' }));
    const asked = await ask(client, spelling);
    if ('access_token' in asked) return tokenOf(asked);
    if ('waiting' in asked) return asked;
    throw refusedBecause(asked.refused);

    function unasked(error: OAuthError): OAuthError {
      onUnasked(client.id);
      return error;
    }
  };

  /** A person who disconnects a program does not want its next call to raise the question again; its next start may. */
  async function wasDisconnected({ id }: Client): Promise<boolean> {
    const grants = await store.grants.list({ clientId: id });
    const last = grants.reduce<Grant | null>((newest, grant) => (newest === null || grant.allowedAt > newest.allowedAt ? grant : newest), null);
    return last !== null && (last.endsAt === null || last.endsAt > clock.now());
  }

  /** The record that is kept, with the program as it runs now: that is what the person is shown. */
  async function known(client: Client): Promise<Client> {
    const kept = await once(client.id, async () => (await store.clients.find(client.id)) ?? register(client));
    return { ...kept, program: client.program, metadata: client.metadata };
  }

  async function register(client: Client): Promise<Client> {
    await store.clients.register(client);
    onRegistered(client);
    await makeRoom(client.id);
    return client;
  }
}

function readBody(body: unknown, tickets: Tickets): { readonly instance: string; readonly again: boolean } {
  const { ticket, instance, again } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (typeof instance !== 'string' || !INSTANCE.test(instance)) throw new OAuthError('invalid_request', 'instance must be 256 random bits');
  if (typeof ticket !== 'string' || !tickets.take(ticket)) throw new OAuthError('invalid_grant', 'the ticket is unknown, used or expired');
  return { instance, again: again === true };
}

function refusedBecause(outcome: 'denied' | 'unanswered' | 'withdrawn' | 'refused'): OAuthError {
  if (outcome === 'denied') return new OAuthError('access_denied', 'the person did not allow it', { status: 403 });
  if (outcome === 'refused') return refusalOf('locked');
  return new OAuthError('temporarily_unavailable', 'nobody answered the question in Gatehouse', { status: 503 });
}

function tokenOf({ access_token, expires_in }: BridgeToken): BridgeToken {
  return { access_token, expires_in };
}
