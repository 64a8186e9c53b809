/**
 * What the person does with memories, in every compartment: looking, changing, forgetting, and undoing what was done. The only
 * entry beside a grant, and nothing that a client calls leads here (ruling 23).
 */
import type { Clock, Random } from '../shared/edge.ts';
import type { Action, Author, BinPage, Facets, KeepingFilter, KeepingPage, KeptMemory, LastRead, Listed, Undone, Version } from '../store/memory-keeping.ts';
import type { Added, Memory, MemoryStore } from '../store/memory-store.ts';
import { type MakeAction, PERSON } from './actions.ts';
import { judge } from './guard/judge.ts';
import { MemoryMissing, MemoryRefused } from './limits.ts';
import { newMemory, type StoreInput } from './new-memory.ts';
import type { ChangeMemory, UpdateInput } from './update.ts';

type TakenBack = Omit<Undone, 'left' | 'held'> & { readonly action: string };

export type Keeping = {
  list(filter: KeepingFilter, page: KeepingPage): Promise<Listed<KeptMemory>>;
  lastReads(ids: readonly string[]): Promise<readonly LastRead[]>;
  facets(compartment: string | undefined): Promise<Facets>;
  bin(page: BinPage): Promise<Listed<KeptMemory>>;
  actions(page: KeepingPage): Promise<Listed<Action>>;
  find(id: string): Promise<KeptMemory | null>;
  history(id: string): Promise<readonly Version[]>;
  add(compartment: string, input: StoreInput): Promise<Added>;
  change(input: UpdateInput): Promise<Memory>;
  /** @returns ids that were there */
  forget(ids: readonly string[]): Promise<{ readonly action: string; readonly forgotten: readonly string[] }>;
  /** Everything, or everything in one compartment, as one action. */
  forgetAll(compartment: string | undefined): Promise<{ readonly action: string; readonly forgotten: number }>;
  /** Out of the bin, for good. @returns ids that were in it */
  delete(ids: readonly string[]): Promise<readonly string[]>;
  /** @returns how many went for good */
  emptyBin(): Promise<number>;
  /** From one compartment to another. @returns ids that went */
  move(ids: readonly string[], from: string, to: string): Promise<readonly string[]>;
  /** @returns ids that are back */
  restore(ids: readonly string[]): Promise<readonly string[]>;
  /** Sets a memory back. @param version the one before the current when left out */
  undoChange(id: string, version?: number): Promise<Memory>;
  /** Everything that the author wrote is forgotten or set back, as one action. @param about the client or grant that the person named */
  takeBack(author: Author, about: string): Promise<TakenBack>;
  /** @returns null when there is no such action, or it was undone before */
  undo(actionId: string): Promise<Undone | null>;
};

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly random: Random; readonly makeAction: MakeAction; readonly change: ChangeMemory };

/** As many as one transaction takes without holding up whoever stores something meanwhile. */
const BATCH = 200;
/** Of tags, of kinds and of authors. */
const FACETS = 200;

export function createKeeping({ store, clock, random, makeAction, change }: Deps): Keeping {
  const { keeping } = store;

  async function found(id: string): Promise<KeptMemory> {
    const memory = await keeping.find(id);
    if (memory === null) throw new MemoryMissing(id);
    return memory;
  }

  /** What the person writes needs no second look at it, today or when the rules change. */
  async function allowed(compartment: string, memory: Memory): Promise<void> {
    if (judge(memory) !== null) await store.held.allow(compartment, memory);
  }

  return {
    list: (filter, page) => keeping.list(filter, page, clock.now()),
    lastReads: (ids) => keeping.lastReads(ids),
    facets: (compartment) => keeping.facets(compartment, FACETS),
    bin: (page) => keeping.bin(page),
    actions: (page) => keeping.actions(page),
    find: (id) => keeping.find(id),
    async history(id) {
      await found(id);
      return keeping.history(id);
    },
    async add(compartment, input) {
      const memory = newMemory(PERSON, input, clock.now(), random);
      await allowed(compartment, memory);
      return store.add(compartment, memory);
    },
    async change(input) {
      const { compartment } = await found(input.id);
      return change<never>(compartment, PERSON, input, async (next) => {
        await allowed(compartment, next);
        return null;
      });
    },
    async forget(ids) {
      const action = makeAction('forget', PERSON);
      return { action: action.id, forgotten: await keeping.forget(ids, action) };
    },
    async forgetAll(compartment) {
      const action = makeAction('forget', PERSON);
      for (let count = 0; ; ) {
        const { items } = await keeping.list({ compartment }, { limit: BATCH }, clock.now());
        const forgotten = await keeping.forget(
          items.map(({ id }) => id),
          action,
        );
        count += forgotten.length;
        if (items.length < BATCH || forgotten.length === 0) return { action: action.id, forgotten: count };
      }
    },
    delete: (ids) => keeping.delete(ids),
    async emptyBin() {
      for (let count = 0; ; ) {
        const { items } = await keeping.bin({ limit: BATCH });
        const gone = await keeping.delete(items.map(({ id }) => id));
        count += gone.length;
        if (items.length < BATCH || gone.length === 0) return count;
      }
    },
    move: (ids, from, to) => keeping.move(ids, from, to, clock.now()),
    restore: (ids) => keeping.restore(ids, clock.now()),
    async undoChange(id, version) {
      const { compartment, createdAt } = await found(id);
      const [current, ...earlier] = await keeping.history(id);
      const wanted = version === undefined ? earlier[0] : earlier.find((each) => each.version === version);
      if (current === undefined || wanted === undefined)
        throw new MemoryRefused(`Memory ${id} has no ${version === undefined ? 'earlier version' : `version ${version}`}.`);
      // Whoever wrote the words stays their author; the person only chose them.
      const { writtenBy: _, ...said } = wanted;
      const next: Memory = { ...said, id, createdAt, updatedAt: clock.now(), version: current.version + 1 };
      const updated = await store.update(compartment, next);
      if (updated === 'gone') throw new MemoryRefused(`Memory ${id} is in the bin or was changed meanwhile. Look at it again.`);
      if (updated !== 'updated') throw new MemoryRefused('Another memory has exactly that content by now.');
      return next;
    },
    async takeBack(author, about) {
      const action = makeAction('grantId' in author ? 'undo-grant' : 'forget-client', PERSON, about);
      return { action: action.id, ...(await keeping.takeBack(author, action)) };
    },
    undo: (actionId) => keeping.undo(actionId, clock.now()),
  };
}
