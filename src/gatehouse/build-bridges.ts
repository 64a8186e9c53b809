import type { KnownClients } from '../consent/known-clients.ts';
import { createAskForBridge } from '../oauth/bridges/ask.ts';
import { createPair } from '../oauth/bridges/pair.ts';
import { createResume } from '../oauth/bridges/resume.ts';
import { createTakeAnswer } from '../oauth/bridges/take-answer.ts';
import { createTickets } from '../oauth/bridges/tickets.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { BuiltAccess } from './build-access.ts';
import type { AuthorizationServer } from './build-authorization-server.ts';
import type { BuiltClients } from './build-clients.ts';
import type { BuiltConsent } from './build-consent.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

export type BuiltBridges = ReturnType<typeof buildBridges>;

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'configuration' | 'settings' | 'clock' | 'monotonic' | 'random' | 'lookAtBridge'>;
  readonly store: AuthStore;
  readonly known: Pick<KnownClients, 'remember'>;
  readonly records: Pick<Records, 'activity'>;
  readonly access: Pick<BuiltAccess, 'state'>;
  readonly consent: Pick<BuiltConsent, 'desk'>;
  readonly clients: Pick<BuiltClients, 'makeRoom'>;
  readonly server: Pick<AuthorizationServer, 'issue'>;
};

/** The way in of programs that only speak over pipes. */
export function buildBridges({ deps, store, known, records: { activity }, access: { state }, consent: { desk }, clients, server: { issue } }: Parts) {
  const { configuration, settings, clock, monotonic, random, lookAtBridge } = deps;
  const tickets = createTickets(monotonic, random);
  const take = createTakeAnswer({ store, state, issue, clock, random, activity, codeLifetime: () => settings().codeLifetime });
  const pair = createPair({
    store,
    state,
    clock,
    tickets,
    look: lookAtBridge,
    resume: createResume({ store, state, issue, clock, activity }),
    ask: createAskForBridge({ desk, clock, random, take, place: configuration.place.usual }),
    makeRoom: clients.makeRoom,
    onRegistered: known.remember,
  });
  return { tickets, pair };
}
