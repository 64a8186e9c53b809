/**
 * Memories of another program, one batch at a time. Every batch is one transaction and belongs to the import's action, so
 * that the whole is undone as one, and what a broken connection or a kill leaves is whole batches. The same again adds only
 * what is missing.
 */
import type { Clock, Random } from '../../shared/edge.ts';
import type { Whereabouts } from '../../store/memory-moving.ts';
import type { Memory, MemoryStore, Provenance } from '../../store/memory-store.ts';
import { MemoryRefused } from '../limits.ts';
import { newMemory } from '../new-memory.ts';

/** Times are milliseconds since the epoch, as the other program had them. */
export type ImportItem = Pick<Memory, 'content' | 'tags' | 'kind' | 'metadata' | 'createdAt' | 'updatedAt'>;

export type ImportBatch = {
  /** Of the action, `act_…`; the same for all batches. */
  readonly id: string;
  readonly compartment: string;
  /** Where the memories come from, as each of them will say. */
  readonly program: string;
  readonly file: string;
  readonly items: readonly ImportItem[];
};

export type HeldCounts = { readonly secret: number; readonly instruction: number };
export type Imported = {
  readonly stored: number;
  /** Out of the bin, because exactly this was forgotten before. */
  readonly restored: number;
  readonly existing: number;
  readonly held: HeldCounts;
  readonly refused: readonly { readonly index: number; readonly why: string }[];
};

type Reason = keyof HeldCounts;
/** What the rules say to a memory; null is nothing. */
type Verdict = { readonly reason: Reason } | null;

type Deps = {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly judge: (memory: Memory) => Promise<Verdict>;
  readonly hold: (compartment: string, memory: Memory) => Promise<Verdict>;
};

export type ImportMemories = {
  newId(): string;
  add(batch: ImportBatch): Promise<Imported>;
  /** The same answer, and nothing done. */
  preview(batch: ImportBatch): Promise<Imported>;
};

/** Between so many, others have their turn: a batch must not hold up a refusal. */
const IN_ONE_GO = 8;

export function createImportMemories({ store, clock, random, judge, hold }: Deps): ImportMemories {
  /** @param ask what becomes of a memory that the rules object to */
  async function sort({ program, items }: ImportBatch, ask: (memory: Memory) => Promise<Verdict>) {
    const by: Provenance = { clientId: null, grantId: null, clientName: program, program: null, source: 'import' };
    const memories: Memory[] = [];
    const refused: { index: number; why: string }[] = [];
    const held: Record<Reason, number> = { secret: 0, instruction: 0 };
    for (const [index, item] of items.entries()) {
      if (index % IN_ONE_GO === IN_ONE_GO - 1) await new Promise((resolve) => setImmediate(resolve));
      try {
        const memory = asItWas(newMemory(by, item, clock.now(), random), item);
        const verdict = await ask(memory);
        if (verdict === null) memories.push(memory);
        else held[verdict.reason]++;
      } catch (error) {
        if (!(error instanceof MemoryRefused)) throw error;
        refused.push({ index, why: error.message });
      }
    }
    return { by, memories, held, refused };
  }

  return {
    newId: () => `act_${Buffer.from(random.bytes(12)).toString('base64url')}`,
    async add(batch) {
      const { by, memories, held, refused } = await sort(batch, (memory) => hold(batch.compartment, memory));
      const action = { id: batch.id, kind: 'import', at: clock.now(), by, about: batch.file } as const;
      const added = memories.length === 0 ? [] : await store.addAll(batch.compartment, memories, action);
      const count = (wanted: string) => added.filter(({ outcome }) => outcome === wanted).length;
      return { stored: count('stored'), restored: count('restored'), existing: count('existing') + count('changed'), held, refused };
    },
    async preview(batch) {
      const { memories, held, refused } = await sort(batch, judge);
      const contents = memories.map(({ content }) => content);
      const known = await store.moving.known(batch.compartment, contents, clock.now());
      const count = (wanted: Whereabouts) => known.filter((each) => each === wanted).length;
      return { stored: count(null), restored: count('binned'), existing: count('there'), held, refused };
    },
  };
}

/** With its own dates, but nothing is from the future. */
function asItWas(memory: Memory, { createdAt, updatedAt }: ImportItem): Memory {
  const now = memory.createdAt;
  return { ...memory, createdAt: Math.min(createdAt, now), updatedAt: Math.min(Math.max(createdAt, updatedAt), now) };
}
