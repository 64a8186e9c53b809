/** Memories on a Map, and the moves that they make: the twin of `sqlite/memory/writes/moves.ts`. */
import { ActionUndone, CompartmentGone } from '../errors.ts';
import { laterExpiry } from '../later-expiry.ts';
import type { Action, ActionCounts, NewAction, Version } from '../memory-keeping.ts';
import type { MovedMemory } from '../memory-moving.ts';
import type { Added, Memory } from '../memory-store.ts';

export type Kept = {
  readonly number: number;
  compartment: string;
  memory: Memory;
  writtenBy: string | null;
  forgottenAt: number | null;
  forgottenBy: string | null;
  readonly versions: (Version & { readonly forgottenAt: number | null })[];
};
type Said = Pick<Memory, 'content' | 'tags' | 'kind' | 'metadata' | 'expiresAt' | 'provenance'>;

export function createKeptMemories() {
  const removed = new Set<string>();
  const byId = new Map<string, Kept>();
  const actions: Action[] = [];
  let last = 0;
  const all = (): Kept[] => [...byId.values()];

  const kept = {
    byId,
    actions,
    all,
    within: (compartment: string, id: string): Kept | undefined => {
      const entry = byId.get(id);
      return entry?.compartment === compartment ? entry : undefined;
    },
    twin(compartment: string, content: string, now: number): Kept | undefined {
      const twin = all().find((entry) => entry.compartment === compartment && entry.forgottenAt === null && entry.memory.content === content);
      if (twin === undefined || isCurrent(twin, now)) return twin;
      kept.forget(twin, now, null);
      return undefined;
    },
    /** Compartments that were removed: what was on its way into one then must not arrive. */
    removed,
    /** @throws CompartmentGone */
    mustBeThere(compartment: string): void {
      if (removed.has(compartment)) throw new CompartmentGone();
    },
    add(compartment: string, memory: Memory, now: number, action: string | null): Added {
      kept.mustBeThere(compartment);
      const twin = kept.twin(compartment, memory.content, now);
      if (twin !== undefined) return kept.again(twin, memory, now, action);
      const [binned] = all()
        .filter((entry) => entry.compartment === compartment && entry.memory.content === memory.content)
        .sort((left, right) => (right.forgottenAt ?? 0) - (left.forgottenAt ?? 0));
      if (binned !== undefined) {
        kept.write(binned, memory, Math.max(binned.memory.updatedAt, memory.updatedAt), action);
        return { id: binned.memory.id, outcome: 'restored' };
      }
      last += 1;
      byId.set(memory.id, { number: last, compartment, memory, writtenBy: action, forgottenAt: null, forgottenBy: null, versions: [] });
      return { id: memory.id, outcome: 'stored' };
    },
    again(twin: Kept, { expiresAt: wanted, provenance }: Memory, now: number, action: string | null): Added {
      const { id, expiresAt: before } = twin.memory;
      const expiresAt = laterExpiry(before, wanted);
      if (expiresAt === before) {
        if (action === null) byId.set(id, { ...twin, writtenBy: null });
        return { id, outcome: 'existing' };
      }
      kept.write(twin, { ...twin.memory, expiresAt, provenance }, now, action);
      return { id, outcome: 'changed' };
    },
    /** One that comes from elsewhere, as it was there. */
    put({ compartment, writtenBy, forgottenAt, forgottenBy, ...memory }: MovedMemory): void {
      last += 1;
      byId.set(memory.id, { number: last, compartment, memory, writtenBy, forgottenAt, forgottenBy, versions: [] });
    },
    write(entry: Kept, { content, tags, kind, metadata, expiresAt, provenance }: Said, now: number, action: string | null): void {
      entry.versions.push({ ...versionOf(entry), forgottenAt: entry.forgottenAt });
      entry.memory = { ...entry.memory, content, tags, kind, metadata, expiresAt, provenance, updatedAt: now, version: entry.memory.version + 1 };
      Object.assign(entry, { writtenBy: action, forgottenAt: null, forgottenBy: null });
    },
    revert(entry: Kept, to: Kept['versions'][number], now: number, action: string | null): boolean {
      return !wasGone(to, now) && rewrite(entry, to, now, action);
    },
    sayAgain(entry: Kept, now: number): void {
      const before = entry.versions.at(-1);
      if (before !== undefined && wasGone(before, now)) rewrite(entry, before, now, null);
    },
    forget: (entry: Kept, now: number, action: string | null): void => void Object.assign(entry, { forgottenAt: now, forgottenBy: action }),
    restore(entry: Kept, now: number): boolean {
      if (kept.twin(entry.compartment, entry.memory.content, now) !== undefined) return false;
      Object.assign(entry, { forgottenAt: null, forgottenBy: null, memory: { ...entry.memory, updatedAt: now } });
      return true;
    },
    /** Asked before anything is done, because nothing here can be rolled back. @throws ActionUndone */
    goesOn(action: NewAction): void {
      if (actions.some(({ id, undoneAt }) => id === action.id && undoneAt !== null)) throw new ActionUndone();
    },
    record(action: NewAction, { forgotten = 0, written = 0, held = 0 }: Partial<ActionCounts>): void {
      if (forgotten + written + held === 0) return;
      const index = actions.findIndex(({ id }) => id === action.id);
      const before = actions[index];
      if (before === undefined) actions.push({ ...action, forgotten, written, held, undoneAt: null });
      else actions[index] = { ...before, forgotten: before.forgotten + forgotten, written: before.written + written, held: before.held + held };
    },
  };
  function rewrite(entry: Kept, to: Kept['versions'][number], now: number, action: string | null): boolean {
    const twin = kept.twin(entry.compartment, to.content, now);
    if (twin !== undefined && twin !== entry) return false;
    kept.write(entry, to, now, action);
    return true;
  }
  return kept;
}

function wasGone({ forgottenAt, expiresAt }: Kept['versions'][number], now: number): boolean {
  return forgottenAt !== null || (expiresAt !== null && expiresAt <= now);
}

export type KeptMemories = ReturnType<typeof createKeptMemories>;

/** Neither forgotten nor run out. */
export function isCurrent({ forgottenAt, memory }: Kept, now: number): boolean {
  return forgottenAt === null && (memory.expiresAt ?? Number.POSITIVE_INFINITY) > now;
}

export function versionOf({ memory, writtenBy }: Kept): Version {
  const { version, content, tags, kind, metadata, expiresAt, updatedAt, provenance } = memory;
  return { version, content, tags, kind, metadata, expiresAt, updatedAt, provenance, writtenBy };
}
