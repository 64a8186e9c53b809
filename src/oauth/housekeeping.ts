/** What happens by itself while the broker runs: time passes for what waits, and what has ended goes. */
import type { ActivityLog } from '../activity/record.ts';
import type { ConsentDesk } from '../consent/desk.ts';
import type { Clock } from '../shared/edge.ts';
import type { AuthStore } from '../store/auth-store.ts';
import { GRACE } from './token/refresh-token-grant.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';

type Deps = {
  readonly store: AuthStore;
  readonly desk: ConsentDesk;
  readonly activity: ActivityLog;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly endIdle: () => Promise<void>;
  /** Connections of bridges end with the process that they were allowed to. */
  readonly endOrphaned: () => Promise<void>;
  /** Open streams are cut off whose session or time has ended. */
  readonly endStreams: () => void;
  /** One small batch of what memories need. @returns whether there is more to do */
  readonly tendMemories: () => Promise<boolean>;
  /** Milliseconds. */
  readonly activityRetention: () => number;
  readonly onFault: (error: unknown, where: string) => void;
};

/** Milliseconds. */
const TICK = 1_000;
/** Ticks: a sealed successor must not lie about much longer than it is good for (ruling 16). */
const SWEEP_EVERY = 30;

/** @returns a function that ends it */
export function startHousekeeping({
  store,
  desk,
  activity,
  keys,
  clock,
  endIdle,
  endOrphaned,
  endStreams,
  tendMemories,
  activityRetention,
  onFault,
}: Deps): () => void {
  let ticks = 0;
  let more = false;
  const timer = setInterval(() => {
    desk.tick().catch((error: unknown) => onFault(error, 'desk'));
    activity.tick();
    endStreams();
    ticks += 1;
    if (ticks % SWEEP_EVERY === 0) sweep().catch((error: unknown) => onFault(error, 'sweep'));
    // A large bin goes in small batches, a second apart, so that nobody waits for it.
    if (more || ticks % SWEEP_EVERY === 0) tend().catch((error: unknown) => onFault(error, 'memories'));
  }, TICK);
  return () => clearInterval(timer);

  async function tend(): Promise<void> {
    more = false;
    more = await tendMemories();
  }

  async function sweep(): Promise<void> {
    await store.sweep(clock.now(), GRACE);
    await endIdle();
    await endOrphaned();
    const removed = await store.activity.prune(clock.now() - activityRetention());
    await keys.tick();
    if (removed > 0) activity.record({ kind: 'activity.pruned', entries: removed });
  }
}
