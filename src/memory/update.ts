/** Changing a memory; the version that was is kept. */
import type { Clock, Random } from '../shared/edge.ts';
import type { Held } from '../store/held-memories.ts';
import type { Memory, MemoryStore, Provenance } from '../store/memory-store.ts';
import { provenanceOf } from './actions.ts';
import type { Caller } from './caller.ts';
import type { Hold } from './guard/hold.ts';
import { MemoryConflict, MemoryMissing } from './limits.ts';
import { newMemory, type StoreInput } from './new-memory.ts';

export type UpdateInput = { readonly [Member in keyof StoreInput]?: StoreInput[Member] | undefined } & { readonly id: string };
/** The new version, or what waits for the person instead of becoming one. */
export type UpdateMemory = (caller: Caller, input: UpdateInput) => Promise<Memory | Held>;
/**
 * The same of whoever it is, in a compartment that was looked up.
 * @param stop looks at the new version before it is written; what it answers is the answer, and null lets it pass
 */
export type ChangeMemory = <Stopped = never>(
  compartment: string,
  by: Provenance,
  input: UpdateInput,
  stop: (next: Memory) => Promise<Stopped | null>,
) => Promise<Memory | Stopped>;

export function createUpdateMemory({ change, hold }: { readonly change: ChangeMemory; readonly hold: Hold }): UpdateMemory {
  return (caller, input) =>
    change(caller.compartment, provenanceOf(caller), input, (next) => hold(caller.compartment, next, { origin: 'change', mayStill: caller.mayStill }));
}

/** @throws MemoryMissing, MemoryConflict when a twin or somebody else's change is in the way, MemoryRefused when a limit is */
export function createChangeMemory({ store, clock, random }: { readonly store: MemoryStore; readonly clock: Clock; readonly random: Random }): ChangeMemory {
  return async (compartment, by, input, stop) => {
    const now = clock.now();
    const current = await store.find(compartment, input.id, now);
    if (current === null) throw new MemoryMissing(input.id);
    const wanted = newMemory(by, mergedInput(current, input), now, random);
    // A call that is sent again, because its answer was lost, makes no second version.
    if (saysTheSame(wanted, current)) return current;
    const next = { ...wanted, id: current.id, createdAt: current.createdAt, version: current.version + 1 };
    const stopped = await stop(next);
    if (stopped !== null) return stopped;
    const updated = await store.update(compartment, next);
    if (updated === 'gone') throw new MemoryConflict(`Memory ${input.id} was changed by someone else meanwhile. Read it again.`);
    if (updated !== 'updated') throw new MemoryConflict(`Memory ${updated.twin} has exactly this content already. Nothing was changed; forget one of the two.`);
    return next;
  };
}

/** What is left out stays as it is; `expires: null` takes an expiry away. */
function mergedInput({ content, tags, kind, metadata, expiresAt }: Memory, input: UpdateInput): StoreInput {
  const kept = expiresAt === null ? null : new Date(expiresAt).toISOString();
  return {
    content: input.content ?? content,
    tags: input.tags ?? tags,
    kind: input.kind ?? kind,
    metadata: input.metadata ?? metadata,
    expires: input.expires === undefined ? kept : input.expires,
  };
}

function saysTheSame(left: Memory, right: Memory): boolean {
  const said = ({ content, tags, kind, metadata, expiresAt }: Memory) => JSON.stringify([content, tags, kind, metadata, expiresAt]);
  return said(left) === said(right);
}
