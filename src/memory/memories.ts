/** Remembering and finding: one rule per file, put together here. */
import type { Clock, Random } from '../shared/edge.ts';
import type { Held } from '../store/held-memories.ts';
import type { CompartmentSettings, Memory, MemoryStats, MemoryStore } from '../store/memory-store.ts';
import { createMakeAction } from './actions.ts';
import { createBestFirst } from './best-first.ts';
import type { Caller } from './caller.ts';
import { type ConfigureMemory, createConfigureMemory } from './configure.ts';
import { createFind } from './find.ts';
import { createForgetMemories, type ForgetMemories } from './forget.ts';
import { createHold, type Hold } from './guard/hold.ts';
import { createKeeping, type Keeping } from './keeping.ts';
import { createKeptResults } from './kept-results.ts';
import { LIMITS } from './limits.ts';
import { createMatching, type Matching } from './matching.ts';
import { createNewestFirst } from './newest-first.ts';
import { fitting, sharing } from './page.ts';
import { createRecall, type Recall } from './recall.ts';
import { type ApplySuggestion, createApplySuggestion } from './reflect/apply.ts';
import { createProposals } from './reflect/proposals.ts';
import { createReflect, type ReflectOnMemories } from './reflect/reflect.ts';
import { createRefuseReadOnly } from './refuse-read-only.ts';
import { createSearch, type Search } from './search.ts';
import { createSimilarTo } from './similar.ts';
import { createStoreMemory, type StoreMemory } from './store.ts';
import { wallClocks } from './time/wall-clock.ts';
import { createReadTimeBounds, type ReadTimeBounds } from './time-bounds.ts';
import { createChangeMemory, createUpdateMemory, type UpdateMemory } from './update.ts';
import { createUses, type Uses } from './uses.ts';
import type { Meaning } from './vectors/meaning.ts';

export type Memories = {
  readonly store: StoreMemory;
  readonly recall: Recall;
  readonly search: Search;
  /** The same for the person, who leaves no trace as a reader. */
  readonly look: Search;
  get(caller: Caller, id: string): Promise<Memory | null>;
  /** The same for the person's eyes, where a question is asked about it. */
  peek(caller: Caller, id: string): Promise<Memory | null>;
  /** Most used first. */
  tags(caller: Caller): Promise<readonly { tag: string; count: number }[]>;
  readonly update: UpdateMemory;
  readonly forget: ForgetMemories;
  readonly matching: Matching;
  status(caller: Caller): Promise<MemoryStats>;
  readonly reflect: ReflectOnMemories;
  readonly applySuggestion: ApplySuggestion;
  settings(caller: Caller): Promise<CompartmentSettings>;
  readonly configure: ConfigureMemory;
  /** For what comes in by another way than storing: an import. */
  readonly hold: Hold;
  /** The person's own, in every compartment. */
  readonly keeping: Keeping;
  readonly timeBounds: ReadTimeBounds;
  /** Write down what is only counted so far: some of it, now and then; all of it, before the store is closed. */
  readonly settleSome: Uses['settleSome'];
  readonly settle: Uses['settle'];
};

type Deps = {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Something waits for the person that did not before. */
  readonly onHeld: (held: Held) => void;
  /** Where the person has turned embeddings on. */
  readonly meaning?: Meaning | undefined;
  /** IANA name of where the person is now; "yesterday" begins there. UTC when left out. */
  readonly timeZone?: (() => string) | undefined;
};

export function createMemories(deps: Deps): Memories {
  const { store, clock } = deps;
  const hold = createHold(deps);
  const similarTo = createSimilarTo(deps);
  const refuseReadOnly = createRefuseReadOnly(deps);
  const makeAction = createMakeAction(deps);
  const change = createChangeMemory(deps);
  const proposals = createProposals(deps);
  const update = createUpdateMemory({ change, hold });
  const forget = createForgetMemories({ store, makeAction });
  const wallClock = wallClocks(deps.timeZone ?? (() => 'UTC'));
  const keptResults = createKeptResults(deps);
  const uses = createUses(deps);
  const finding = {
    store,
    clock,
    wallClock,
    find: createFind(deps),
    bestFirst: createBestFirst({ ...deps, fill: fitting }),
    newestFirst: createNewestFirst({ ...deps, fill: fitting }),
    keptResults,
    uses,
  };
  const look = createSearch(finding);
  const peek: Memories['peek'] = (caller, id) => store.find(caller.compartment, id, clock.now());
  return {
    store: createStoreMemory({ ...deps, similarTo, hold }),
    recall: createRecall({ ...finding, bestFirst: createBestFirst({ ...deps, fill: sharing }), newestFirst: createNewestFirst({ ...deps, fill: sharing }) }),
    async search(caller, input) {
      const page = await look(caller, input);
      uses.show(
        caller,
        page.items.map(({ memory }) => memory.id),
      );
      return page;
    },
    look,
    peek,
    async get(caller, id) {
      const memory = await peek(caller, id);
      if (memory !== null) uses.show(caller, [id]);
      return memory;
    },
    tags: (caller) => store.tags(caller.compartment, LIMITS.tagsListed, clock.now()),
    async update(caller, input) {
      await refuseReadOnly(caller, [input.id]);
      return update(caller, input);
    },
    async forget(caller, ids) {
      await refuseReadOnly(caller, ids);
      return forget(caller, ids);
    },
    matching: createMatching({ ...deps, refuseReadOnly }),
    status: (caller) => store.stats(caller.compartment, clock.now()),
    reflect: createReflect({ ...deps, proposals }),
    applySuggestion: createApplySuggestion({ ...deps, proposals, makeAction, change }),
    settings: (caller) => store.settings(caller.compartment),
    configure: createConfigureMemory({ store }),
    hold,
    keeping: createKeeping({ ...deps, makeAction, change }),
    timeBounds: createReadTimeBounds({ clock, wallClock }),
    settleSome: uses.settleSome,
    settle: uses.settle,
  };
}
