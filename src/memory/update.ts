/** Changing a memory; the version that was is kept. */
import type { Clock, Random } from '../shared/edge.ts';
import type { Memory, MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { MemoryMissing, MemoryRefused } from './limits.ts';
import { newMemory, type StoreInput } from './new-memory.ts';

export type UpdateInput = { readonly [Member in keyof StoreInput]?: StoreInput[Member] | undefined } & { readonly id: string };
export type UpdateMemory = (caller: Caller, input: UpdateInput) => Promise<Memory>;

export function createUpdateMemory({ store, clock, random }: { readonly store: MemoryStore; readonly clock: Clock; readonly random: Random }): UpdateMemory {
  return async (caller, input) => {
    const now = clock.now();
    const current = await store.find(caller.compartment, input.id, now);
    if (current === null) throw new MemoryMissing(input.id);
    const wanted = newMemory(caller, mergedInput(current, input), now, random);
    const next = { ...wanted, id: current.id, createdAt: current.createdAt, version: current.version + 1 };
    const updated = await store.update(caller.compartment, next);
    if (updated === 'duplicate') throw new MemoryRefused('Another memory has exactly this content already.');
    if (updated === 'gone') throw new MemoryRefused(`Memory ${input.id} was changed by someone else meanwhile. Read it again.`);
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
