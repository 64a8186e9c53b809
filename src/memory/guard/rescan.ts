/** When the rules have changed, what was remembered before is looked at again: in small batches, and on from where it stopped. */
import type { Clock, Random } from '../../shared/edge.ts';
import type { Held, PastMemory } from '../../store/held-memories.ts';
import type { MemoryStore } from '../../store/memory-store.ts';
import { makeHeld } from './hold.ts';
import { judgeInTurns, RULES_VERSION } from './judge.ts';

/** One small batch. @returns whether there is more to do */
export type Rescan = () => Promise<boolean>;

/** A batch of ordinary notes takes a few milliseconds, and others have their turn between two of them. */
const BATCH = 20;

type LookDeps = {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly onHeld: (held: Held) => void;
};
type Deps = LookDeps & {
  /** `RULES_VERSION`, unless a test says otherwise. */
  readonly rules?: number;
};

export function createRescan({ rules = RULES_VERSION, ...deps }: Deps): Rescan {
  const { store } = deps;
  const look = createLook(deps);

  return async () => {
    const before = await store.held.rescan();
    if (before.rules === rules && before.done === Number.MAX_SAFE_INTEGER) return false;
    const after = before.rules === rules ? before.done : 0;
    const batch = await store.held.past(after, BATCH);
    await look(batch);
    // Something came in from a file meanwhile, and is to be looked at too.
    const now = await store.held.rescan();
    if (now.rules !== before.rules || now.done !== before.done) return true;
    // Written after the batch: a broker that dies in between looks at it once more, which changes nothing.
    await store.held.setRescan({ rules, done: batch.length < BATCH ? Number.MAX_SAFE_INTEGER : (batch.at(-1)?.number ?? after) });
    return batch.length === BATCH;
  };
}

/** Everything that is remembered, from its first word on: it has come in from elsewhere. @returns how many are held now that were not */
export function createLookAtAll(deps: LookDeps): () => Promise<number> {
  const look = createLook(deps);
  return async () => {
    let held = 0;
    for (let after = 0, more = true; more; ) {
      const batch = await deps.store.held.past(after, BATCH);
      held += await look(batch);
      after = batch.at(-1)?.number ?? after;
      more = batch.length === BATCH;
    }
    await deps.store.held.setRescan({ rules: RULES_VERSION, done: Number.MAX_SAFE_INTEGER });
    return held;
  };
}

/** @returns what takes out of a batch what the rules object to, and says how many */
function createLook({ store, clock, random, onHeld }: LookDeps): (batch: readonly PastMemory[]) => Promise<number> {
  return async (batch) => {
    let taken = 0;
    for (const { compartment, memory } of batch) {
      const verdict = await judgeInTurns(memory);
      // Twenty long notes in one go would hold up everybody else.
      await new Promise((resolve) => setImmediate(resolve));
      if (verdict === null) continue;
      const held = makeHeld({ clock, random }, compartment, memory, verdict, 'past');
      if (!(await store.held.take(held))) continue;
      onHeld(held);
      taken++;
    }
    return taken;
  };
}
