/** `HeldMemories` on Maps. */
import type { Held, HeldMemories, Released, Rescan } from '../held-memories.ts';
import { saidHash } from '../said-hash.ts';
import type { Kept, KeptMemories } from './kept-memories.ts';

type Waiting = { readonly number: number; readonly held: Held; readonly versions: Kept['versions']; readonly action: string | null };
type VolatileHeldMemories = HeldMemories & {
  isEmpty(compartment: string): boolean;
  /** What still waits because of an action goes. @returns how many */
  takeAway(action: string): number;
};

export function createVolatileHeldMemories(kept: KeptMemories): VolatileHeldMemories {
  const waiting = new Map<string, Waiting>();
  const released = new Set<string>();
  let rescan: Rescan = { rules: 0, done: 0 };
  let last = 0;

  const keyOf = ({ compartment, memory }: Pick<Held, 'compartment' | 'memory'>): string => `${compartment} ${saidHash(memory)}`;
  const aboutOf = ({ origin, memory }: Held): string => (origin === 'new' ? '' : memory.id);
  // The content first, because a digest of every text that waits takes its time.
  const isSame = (left: Held, right: Held): boolean =>
    left.memory.content === right.memory.content && keyOf(left) === keyOf(right) && aboutOf(left) === aboutOf(right);
  const within = (compartment: string): Held[] => [...waiting.values()].map(({ held }) => held).filter((held) => held.compartment === compartment);

  function put(held: Held, versions: Kept['versions'], action: string | null): void {
    last += 1;
    waiting.set(held.id, { number: last, held, versions, action });
  }

  /** Where the memory is now: the person may have moved it while this waited. */
  function changed({ memory }: Held, now: number): Released | null {
    const target = kept.byId.get(memory.id);
    if (target === undefined) return null;
    released.add(keyOf({ compartment: target.compartment, memory }));
    const twin = kept.twin(target.compartment, memory.content, now);
    if (twin !== undefined && twin !== target) return { memoryId: memory.id, outcome: 'existing' };
    kept.write(target, memory, now, null);
    return { memoryId: memory.id, outcome: 'changed' };
  }

  return {
    isEmpty: (compartment) => within(compartment).length === 0,
    takeAway: (action) => [...waiting.values()].filter((entry) => entry.action === action && waiting.delete(entry.held.id)).length,
    hold: async (held, most, action) => {
      kept.mustBeThere(held.compartment);
      if (released.has(keyOf(held))) return { outcome: 'released' };
      const same = [...waiting.values()].find((other) => isSame(other.held, held));
      if (same !== undefined) {
        if (action === null) waiting.set(same.held.id, { ...same, action });
        return { outcome: 'held', held: same.held, isNew: false };
      }
      if (within(held.compartment).length >= most) return { outcome: 'full' };
      if (action !== null) kept.goesOn(action);
      put(held, [], action?.id ?? null);
      if (action !== null) kept.record(action, { held: 1 });
      return { outcome: 'held', held, isNew: true };
    },
    look: async (compartment, memory) => {
      const key = keyOf({ compartment, memory });
      const here = within(compartment);
      const isWaiting = here.some((held) => held.origin === 'new' && held.memory.content === memory.content && keyOf(held) === key);
      return { standing: released.has(key) ? 'released' : isWaiting ? 'waiting' : null, waiting: here.length };
    },
    list: async ({ limit, before }) => {
      const from = /^\d{1,15}$/.test(before ?? '') ? Number(before) : Number.MAX_SAFE_INTEGER;
      const all = [...waiting.values()].filter(({ number }) => number < from).reverse();
      return { items: all.slice(0, limit).map(({ held }) => held), next: all.length > limit ? String(all[limit - 1]?.number) : null };
    },
    find: async (id) => waiting.get(id)?.held ?? null,
    counts: async () => {
      const reasons = [...waiting.values()].map(({ held }) => held.reason);
      return { secret: reasons.filter((reason) => reason === 'secret').length, instruction: reasons.filter((reason) => reason === 'instruction').length };
    },
    release: async (id, now) => {
      const entry = waiting.get(id);
      if (entry === undefined) return null;
      waiting.delete(id);
      const { held, versions, action } = entry;
      released.add(keyOf(held));
      const change = held.origin === 'change' ? changed(held, now) : null;
      if (change !== null) return change;
      const added = kept.add(held.compartment, held.memory, now, action);
      if (added.outcome === 'stored') kept.byId.get(added.id)?.versions.push(...versions);
      return { memoryId: added.id, outcome: added.outcome };
    },
    allow: async (compartment, memory) => void released.add(keyOf({ compartment, memory })),
    delete: async (id) => waiting.delete(id),
    past: async (after, limit) =>
      kept
        .all()
        .filter(({ number, forgottenAt }) => number > after && forgottenAt === null)
        .slice(0, limit)
        .map(({ number, compartment, memory }) => ({ number, compartment, memory })),
    take: async (held) => {
      const entry = kept.within(held.compartment, held.memory.id);
      if (released.has(keyOf(held)) || entry === undefined || entry.forgottenAt !== null || entry.memory.version !== held.memory.version) return false;
      put(held, entry.versions, held.memory.version === 1 ? entry.writtenBy : null);
      kept.byId.delete(held.memory.id);
      return true;
    },
    rescan: async () => rescan,
    setRescan: async (now) => {
      rescan = now;
    },
  };
}
