import type { Meaning } from '../memory/vectors/meaning.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { BuiltConsent } from './build-consent.ts';
import type { BuiltHttp } from './build-http.ts';
import type { BuiltMcp } from './build-mcp.ts';
import type { BuiltMemory } from './build-memory.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'listening'>;
  readonly store: AuthStore;
  readonly records: Pick<Records, 'activity'>;
  readonly meaning: Meaning | undefined;
  readonly memory: Pick<BuiltMemory, 'memoryStore' | 'memories' | 'moving'>;
  readonly consent: Pick<BuiltConsent, 'desk'>;
  readonly mcp: Pick<BuiltMcp, 'endpoint'>;
  readonly http: Pick<BuiltHttp, 'close'>;
  readonly endHousekeeping: () => void;
};

/** Ends what happens by itself, then what is served, then what is kept. */
export async function closeGatehouse({ deps, store, records: { activity }, meaning, memory, consent, mcp, http, endHousekeeping }: Parts): Promise<void> {
  endHousekeeping();
  consent.desk.close();
  await mcp.endpoint.close();
  await deps.listening.close();
  await http.close();
  activity.record({ kind: 'broker.stopped' });
  await memory.memories.settle();
  await memory.moving.exports.close();
  await meaning?.close();
  // Last, for a call whose caller was cut off may have ended meanwhile.
  await activity.flush();
  await Promise.all([store.close(), memory.memoryStore.close()]);
}
