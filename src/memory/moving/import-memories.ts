/**
 * Memories of another program, one batch at a time. Every batch is one transaction and belongs to the import's action, so
 * that the whole is undone as one, and what a broken connection or a kill leaves is whole batches. The same again adds only
 * what is missing.
 */
import type { Clock, Random } from '../../shared/edge.ts';
import type { Whereabouts } from '../../store/memory-moving.ts';
import type { MemoryStore, Provenance } from '../../store/memory-store.ts';
import type { Foresee } from '../guard/foresee.ts';
import type { Hold } from '../guard/hold.ts';
import { createSortItems, type HeldCounts, type ImportItem, type Refused } from './sort-items.ts';

export type ImportBatch = {
  /** Of the action, `act_…`; the same for all batches. */
  readonly id: string;
  readonly compartment: string;
  /** Where the memories come from, as each of them will say. */
  readonly program: string;
  readonly file: string;
  readonly items: readonly ImportItem[];
};

export type Imported = {
  readonly stored: number;
  /** Out of the bin, because exactly this was forgotten before. */
  readonly restored: number;
  readonly existing: number;
  /** Were there until a day, and stay now. */
  readonly kept: number;
  readonly held: HeldCounts;
  /** Of the held: those that did not wait before, and go when the import is undone. */
  readonly heldNow: number;
  readonly refused: readonly Refused[];
};

type Deps = {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly foresee: Foresee;
  readonly hold: Hold;
};

export type ImportMemories = {
  newId(): string;
  add(batch: ImportBatch): Promise<Imported>;
  /** The same answer, and nothing done. @param heldBefore how many the batches before it would have held that do not wait */
  preview(batch: ImportBatch, heldBefore: number): Promise<Imported>;
};

export function createImportMemories({ store, clock, random, foresee, hold }: Deps): ImportMemories {
  const sort = createSortItems({ clock, random });
  const writer = (program: string): Provenance => ({ clientId: null, grantId: null, clientName: program, program: null, source: 'import' });

  return {
    newId: () => `act_${Buffer.from(random.bytes(12)).toString('base64url')}`,
    async add({ id, compartment, program, file, items }) {
      const action = { id, kind: 'import', at: clock.now(), by: writer(program), about: file } as const;
      const { memories, ...others } = await sort(items, action.by, async (memory) => {
        const held = await hold(compartment, memory, { action });
        // What waited before waits under the id that was told then.
        return held && { reason: held.reason, isNew: held.memory.id === memory.id };
      });
      const added = memories.length === 0 ? [] : await store.addAll(compartment, memories, action);
      const count = (wanted: string) => added.filter(({ outcome }) => outcome === wanted).length;
      return { stored: count('stored'), restored: count('restored'), existing: count('existing'), kept: count('changed'), ...others };
    },
    async preview({ compartment, program, items }, heldBefore) {
      let ahead = heldBefore;
      const { memories, ...others } = await sort(items, writer(program), async (memory) => {
        const foreseen = await foresee(compartment, memory, ahead);
        if (foreseen?.isNew) ahead++;
        return foreseen;
      });
      const contents = memories.map(({ content }) => content);
      const known = await store.moving.known(compartment, contents, clock.now());
      const count = (wanted: Whereabouts) => known.filter((each) => each === wanted).length;
      return { stored: count(null), restored: count('binned'), existing: count('there'), kept: count('ending'), ...others };
    },
  };
}
