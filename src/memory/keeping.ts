/**
 * What the person does with memories, in every compartment: looking, changing, forgetting, and undoing what was done. The only
 * entry beside a grant, and nothing that a client calls leads here (ruling 23).
 */
import type { Clock } from '../shared/edge.ts';
import type { Action, Author, KeepingPage, KeptMemory, Listed, MemoryKeeping, Undone, Version } from '../store/memory-keeping.ts';
import type { Memory, MemoryStore } from '../store/memory-store.ts';
import { type MakeAction, PERSON } from './actions.ts';
import { judge } from './guard/judge.ts';
import { MemoryMissing, MemoryRefused } from './limits.ts';
import type { ChangeMemory, UpdateInput } from './update.ts';

type TakenBack = Omit<Undone, 'left'> & { readonly action: string };

export type Keeping = {
  list(filter: Parameters<MemoryKeeping['list']>[0], page: KeepingPage): Promise<Listed<KeptMemory>>;
  bin(page: KeepingPage): Promise<Listed<KeptMemory>>;
  actions(page: KeepingPage): Promise<Listed<Action>>;
  find(id: string): Promise<KeptMemory | null>;
  history(id: string): Promise<readonly Version[]>;
  change(input: UpdateInput): Promise<Memory>;
  /** @returns ids that were there */
  forget(ids: readonly string[]): Promise<{ readonly action: string; readonly forgotten: readonly string[] }>;
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

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly makeAction: MakeAction; readonly change: ChangeMemory };

export function createKeeping({ store, clock, makeAction, change }: Deps): Keeping {
  const { keeping } = store;

  async function found(id: string): Promise<KeptMemory> {
    const memory = await keeping.find(id);
    if (memory === null) throw new MemoryMissing(id);
    return memory;
  }

  return {
    list: (filter, page) => keeping.list(filter, page, clock.now()),
    bin: (page) => keeping.bin(page),
    actions: (page) => keeping.actions(page),
    find: (id) => keeping.find(id),
    async history(id) {
      await found(id);
      return keeping.history(id);
    },
    async change(input) {
      const { compartment } = await found(input.id);
      // What the person writes needs no second look at it.
      return change<never>(compartment, PERSON, input, async (next) => {
        if (judge(next) !== null) await store.held.allow(compartment, next);
        return null;
      });
    },
    async forget(ids) {
      const action = makeAction('forget', PERSON);
      return { action: action.id, forgotten: await keeping.forget(ids, action) };
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
      if (updated === 'duplicate') throw new MemoryRefused('Another memory has exactly that content by now.');
      if (updated === 'gone') throw new MemoryRefused(`Memory ${id} is in the bin or was changed meanwhile. Look at it again.`);
      return next;
    },
    async takeBack(author, about) {
      const action = makeAction('grantId' in author ? 'undo-grant' : 'forget-client', PERSON, about);
      return { action: action.id, ...(await keeping.takeBack(author, action)) };
    },
    undo: (actionId) => keeping.undo(actionId, clock.now()),
  };
}
