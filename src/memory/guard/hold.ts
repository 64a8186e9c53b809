/** A memory that the rules object to waits for the person, instead of becoming one. */
import type { Clock, Random } from '../../shared/edge.ts';
import type { Held } from '../../store/held-memories.ts';
import type { NewAction } from '../../store/memory-keeping.ts';
import type { Memory, MemoryStore } from '../../store/memory-store.ts';
import type { Caller } from '../caller.ts';
import { LIMITS, PermissionEnded, TooMuchHeld } from '../limits.ts';
import { judgeInTurns, type Verdict } from './judge.ts';

/**
 * @param how `origin`: `change` when it would be the next version of a memory. `action`: what has it held, and takes it away when it is undone.
 * `mayStill`: whether whoever says it still may, asked when it has been looked through
 * @returns what waits now; null when nothing is wrong with it, or the person has let exactly this pass before
 * @throws TooMuchHeld, PermissionEnded
 */
export type Hold = (compartment: string, memory: Memory, how?: How) => Promise<Held | null>;
type How = { readonly origin?: 'new' | 'change'; readonly action?: NewAction } & Pick<Caller, 'mayStill'>;

type Deps = {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Something waits that did not before. */
  readonly onHeld: (held: Held) => void;
};

export function createHold({ store, clock, random, onHeld }: Deps): Hold {
  return async (compartment, memory, { origin = 'new', action = null, mayStill = () => true } = {}) => {
    const verdict = await judgeInTurns(memory);
    if (!mayStill()) throw new PermissionEnded();
    if (verdict === null) return null;
    const holding = await store.held.hold(makeHeld({ clock, random }, compartment, memory, verdict, origin), LIMITS.held, action);
    if (holding.outcome === 'released') return null;
    if (holding.outcome === 'full') throw new TooMuchHeld();
    if (holding.isNew) onHeld(holding.held);
    return holding.held;
  };
}

export function makeHeld(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  compartment: string,
  memory: Memory,
  { reason, rule }: Verdict,
  origin: Held['origin'],
): Held {
  return { id: `held_${Buffer.from(random.bytes(12)).toString('base64url')}`, reason, rule, at: clock.now(), compartment, origin, memory };
}
