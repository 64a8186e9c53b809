/**
 * The object graph, built in one place, room by room. Everything that differs between the desktop, a terminal and a test is
 * passed in; nothing here knows which of them it serves.
 */
import { createKnownClients } from './consent/known-clients.ts';
import { buildAccess } from './gatehouse/build-access.ts';
import { buildAuthorizationServer } from './gatehouse/build-authorization-server.ts';
import { buildBridges } from './gatehouse/build-bridges.ts';
import { buildClients } from './gatehouse/build-clients.ts';
import { buildConsent } from './gatehouse/build-consent.ts';
import { buildHttp } from './gatehouse/build-http.ts';
import { buildMcp } from './gatehouse/build-mcp.ts';
import { buildMemory } from './gatehouse/build-memory.ts';
import type { GatehouseDeps } from './gatehouse/deps.ts';
import type { Gatehouse } from './gatehouse/gatehouse.ts';
import { keepHouse } from './gatehouse/keep-house.ts';
import { keepRecords } from './gatehouse/keep-records.ts';
import { offerGatehouse } from './gatehouse/offer.ts';
import { openStores } from './gatehouse/open-stores.ts';
import { startMeaning } from './gatehouse/start-meaning.ts';
import { createRunningCalls } from './mcp/running-calls.ts';
import { createEndIdle } from './oauth/access/end-idle.ts';
import { type Undo, undoAll } from './shared/undo.ts';

/**
 * Opens the stores, loads the keys and serves.
 * @throws VaultUnavailable, DatabaseTooNew, DatabaseRefused, StoreUnavailable: then nothing is served
 */
export async function createGatehouse(deps: GatehouseDeps): Promise<Gatehouse> {
  // One for every surface, and for good: what is advertised cannot differ from what is guarded.
  const configuration = Object.freeze({ ...deps.configuration });
  const undo: Undo = [];
  try {
    return await build({ ...deps, configuration }, undo);
  } catch (error) {
    // What went wrong first is what the host is told.
    await undoAll(undo).catch(() => undefined);
    throw error;
  }
}

async function build(deps: GatehouseDeps, undo: Undo): Promise<Gatehouse> {
  const { configuration, settings, clock } = deps;

  // What is kept.
  const { store, rawMemoryStore } = await openStores(deps, undo);
  const known = createKnownClients();
  const records = keepRecords({ deps, store, known });
  // Last before the stores, for a call whose caller was cut off may have ended meanwhile.
  undo.push(() => records.activity.flush());
  const meaning = startMeaning({ deps, vectors: rawMemoryStore.vectors, records }, undo);

  // The rooms.
  const running = createRunningCalls();
  const access = await buildAccess({ deps, store, known, records, running });
  const memory = await buildMemory({
    deps,
    rawMemoryStore,
    records,
    meaning,
    // Whoever hears of it is built on memory and comes later; nothing changes before it is served.
    onChanged: (compartment, ids) => mcp.subscriptions.changed(compartment, ids),
    onCompartmentsChanged: () => consent.desk.changed(),
  });
  undo.push(
    () => memory.moving.exports.close(),
    () => memory.memories.settle(),
  );
  const consent = await buildConsent({ deps, store, known, records, access, memory });
  const mcp = buildMcp({ deps, records, access, memory, consent, running });
  const clients = buildClients({ deps, store, known, records, access, consent });
  const server = buildAuthorizationServer({ deps, store, known, records, access, consent, clients });
  const bridges = buildBridges({ deps, store, known, records, access, consent, clients, server });
  const http = await buildHttp({ deps, records, access, memory, consent, mcp, running, clients, server, bridges });

  // Before the first request: one that comes after a long sleep must not count as use.
  const endIdle = createEndIdle({ store, clock, after: () => settings().clientSleep, end: access.control.endGrants });
  await endIdle();

  // What is served, and what happens by itself, until the end.
  records.activity.record({ kind: 'broker.started', host: configuration.host, version: configuration.version });
  undo.push(
    () => records.activity.record({ kind: 'broker.stopped' }),
    () => http.close(),
    () => deps.listening.close(),
    // The port waits for what is still open, so what waits for the person and what listens is let go first.
    () => mcp.endpoint.close(),
    () => consent.desk.close(),
  );
  deps.listening.serve(http.handler);
  undo.push(keepHouse({ deps, store, records, access, memory, consent, mcp, endIdle }));
  return offerGatehouse({ deps, store, records, meaning, access, memory, consent, clients, server, bridges, http, close: () => undoAll(undo) });
}
