import { createRescan, startRescan } from '../memory/guard/rescan.ts';
import { createMemoryUpkeep } from '../memory/upkeep.ts';
import { createEndOrphaned } from '../oauth/bridges/end-orphaned.ts';
import { startHousekeeping } from '../oauth/housekeeping.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { BuiltAccess } from './build-access.ts';
import type { BuiltConsent } from './build-consent.ts';
import type { BuiltMcp } from './build-mcp.ts';
import type { BuiltMemory } from './build-memory.ts';
import type { GatehouseDeps } from './deps.ts';
import type { Records } from './keep-records.ts';

type Parts = {
  readonly deps: Pick<GatehouseDeps, 'settings' | 'clock' | 'random' | 'hasEnded'>;
  readonly store: AuthStore;
  readonly records: Pick<Records, 'activity' | 'onFault'>;
  readonly access: Pick<BuiltAccess, 'keys' | 'control' | 'liveGrants'>;
  readonly memory: Pick<BuiltMemory, 'memoryStore' | 'onHeld'>;
  readonly consent: Pick<BuiltConsent, 'desk'>;
  readonly mcp: Pick<BuiltMcp, 'subscriptions'>;
  readonly endIdle: () => Promise<void>;
};

/** Starts what happens by itself. @returns a function that ends it */
export function keepHouse({ deps, store, records, access, memory: { memoryStore, onHeld }, consent: { desk }, mcp, endIdle }: Parts): () => void {
  const { settings, clock, random, hasEnded } = deps;
  const { activity, onFault } = records;
  const { keys, control, liveGrants } = access;
  const endHousekeeping = startHousekeeping({
    store,
    desk,
    activity,
    keys,
    clock,
    endIdle,
    endOrphaned: createEndOrphaned({ store, clock, liveGrants, hasEnded, end: control.endGrants }),
    endStreams: () => mcp.subscriptions.tick(),
    tendMemories: createMemoryUpkeep({ store: memoryStore, clock }),
    activityRetention: () => settings().activityRetention,
    onFault: (error, where) => void onFault(error, where),
  });
  const endRescan = startRescan(createRescan({ store: memoryStore, clock, random, onHeld }), (error) => void onFault(error, 'rescan'));
  return () => {
    endHousekeeping();
    endRescan();
  };
}
