import type { Meaning } from '../memory/vectors/meaning.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { BuiltAccess } from './build-access.ts';
import type { AuthorizationServer } from './build-authorization-server.ts';
import type { BuiltBridges } from './build-bridges.ts';
import type { BuiltClients } from './build-clients.ts';
import type { BuiltConsent } from './build-consent.ts';
import type { BuiltHttp } from './build-http.ts';
import type { BuiltMemory } from './build-memory.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Gatehouse } from './gatehouse.ts';
import type { Records } from './keep-records.ts';

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'settings' | 'listening'>;
  readonly store: AuthStore;
  readonly records: Pick<Records, 'activity' | 'attempts'>;
  readonly meaning: Meaning | undefined;
  readonly access: Pick<BuiltAccess, 'spellings' | 'keys' | 'control' | 'liveGrants'>;
  readonly memory: Pick<BuiltMemory, 'memoryStore' | 'memories' | 'moving' | 'compartments'>;
  readonly consent: Pick<BuiltConsent, 'desk' | 'attention'>;
  readonly clients: Pick<BuiltClients, 'addClient' | 'removeClient'>;
  readonly server: Pick<AuthorizationServer, 'createApiKey' | 'signForNoGrant'>;
  readonly bridges: Pick<BuiltBridges, 'tickets'>;
  readonly http: Pick<BuiltHttp, 'routes'>;
  readonly close: () => Promise<void>;
};

/** Shows of the rooms what a host needs. */
export function offerGatehouse(parts: Parts): Gatehouse {
  const { deps, store, records, meaning, access, memory, consent, clients, server, bridges, http, close } = parts;
  const { canonical } = access.spellings;
  return {
    spelling: canonical,
    store,
    memoryStore: memory.memoryStore,
    memories: memory.memories,
    moving: memory.moving,
    desk: consent.desk,
    attention: consent.attention,
    routes: http.routes,
    control: access.control,
    keys: access.keys,
    createApiKey: server.createApiKey,
    signForNoGrant: server.signForNoGrant,
    addClient: clients.addClient,
    removeClient: clients.removeClient,
    compartments: memory.compartments,
    bridgeTicket: () => ({ ticket: bridges.tickets.make(), mcp: canonical.resource, certificate: deps.listening.certificate }),
    liveGrants: access.liveGrants,
    embeddings: async () => (await meaning?.view()) ?? null,
    connections: () => access.liveGrants().length,
    activity: records.activity,
    activityRetention: () => deps.settings().activityRetention,
    attempts: records.attempts,
    close,
  };
}
