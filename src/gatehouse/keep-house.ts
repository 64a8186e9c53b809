/** What happens by itself while the broker runs: time passes for what waits, and what has ended goes. */
import { createPrune } from '../activity/prune.ts';
import { createRescan } from '../memory/guard/rescan.ts';
import { createMemoryUpkeep } from '../memory/upkeep.ts';
import { createEndOrphaned } from '../oauth/bridges/end-orphaned.ts';
import { GRACE } from '../oauth/token/refresh-token-grant.ts';
import { startChores } from '../shared/chores.ts';
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
  readonly memory: Pick<BuiltMemory, 'memories' | 'memoryStore' | 'onHeld'>;
  readonly consent: Pick<BuiltConsent, 'desk'>;
  readonly mcp: Pick<BuiltMcp, 'subscriptions'>;
  readonly endIdle: () => Promise<void>;
};

/** Milliseconds. */
const SECOND = 1_000;
/** Milliseconds: a sealed successor must not lie about much longer than it is good for. */
const SWEEP = 30 * SECOND;
/** Milliseconds. The start of the broker belongs to those who wait for it. */
const RESCAN = 3 * SECOND;
/** Milliseconds. */
const BETWEEN_BATCHES = 20;

/** Starts it. @returns a function that ends it */
export function keepHouse({ deps, store, records, access, memory: { memories, memoryStore, onHeld }, consent: { desk }, mcp, endIdle }: Parts): () => void {
  const { settings, clock, random, hasEnded } = deps;
  const { activity, onFault } = records;
  const { keys, control, liveGrants } = access;
  return startChores(
    [
      { name: 'desk', every: SECOND, run: () => desk.tick() },
      { name: 'activity', every: SECOND, run: () => activity.tick() },
      // Open streams are cut off whose session or time has ended.
      { name: 'streams', every: SECOND, run: () => mcp.subscriptions.tick() },
      { name: 'sweep', every: SWEEP, run: () => store.sweep(clock.now(), GRACE) },
      { name: 'idle connections', every: SWEEP, run: endIdle },
      // Connections of bridges end with the process that they were allowed to.
      { name: 'orphaned connections', every: SWEEP, run: createEndOrphaned({ store, clock, liveGrants, hasEnded, end: control.endGrants }) },
      { name: 'old activity', every: SWEEP, run: createPrune({ store: store.activity, activity, clock, retention: () => settings().activityRetention }) },
      { name: 'keys', every: SWEEP, run: () => keys.tick() },
      // A large bin goes in small batches, a second apart, so that nobody waits for it.
      { name: 'memories', every: SWEEP, more: SECOND, run: createMemoryUpkeep({ store: memoryStore, clock }) },
      // However much was recalled meanwhile: in small commits, so that nobody waits for it.
      { name: 'uses', every: SWEEP, more: BETWEEN_BATCHES, run: () => memories.settleSome() },
      { name: 'rescan', every: RESCAN, more: BETWEEN_BATCHES, run: createRescan({ store: memoryStore, clock, random, onHeld }) },
    ],
    (error, name) => void onFault(error, name),
  );
}
