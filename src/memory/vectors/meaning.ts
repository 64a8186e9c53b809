/** Finding by meaning, where the person has turned embeddings on. Its absence, slowness or failure never breaks a search. */
import type { Embed } from '../../shared/embed.ts';
import type { EmbeddingsView } from '../../shared/views.ts';
import type { Memory, MemoryFilter } from '../../store/memory-store.ts';
import type { VectorStore } from '../../store/vector-store.ts';
import { type BackfillState, createBackfill } from './backfill.ts';
import { createQuestionVector, QUESTION_TIMEOUT } from './question-vector.ts';

export type Meaning = {
  /** Most similar first; empty when nothing can be said in time. Never rejects. */
  near(compartment: string, question: string, filter: MemoryFilter, page: { limit: number; now: number }): Promise<readonly Memory[]>;
  /** Something was written. */
  nudge(): void;
  view(): Promise<EmbeddingsView>;
  close(): Promise<void>;
};

type Deps = {
  readonly store: VectorStore;
  readonly embed: Embed;
  readonly model: string;
  readonly monotonic: () => number;
  readonly onFault: (error: unknown) => void;
};

/** Cosine: further apart, and it is not about the same thing in any model. */
const LEAST_SIMILAR = 0.3;
const MOST = 50;
/** Distances to very many memories can take longer than anybody waits; questions do not pile up behind them. */
const MOST_AT_ONCE = 4;

export function createMeaning({ store, embed, model, monotonic, onFault }: Deps): Meaning {
  const backfill = createBackfill({ store, embed, model, onFault });
  const isUp = (state: BackfillState) => state.is === 'running' || state.is === 'ready';
  const questionVector = createQuestionVector({ embed, monotonic, dimension: () => (isUp(backfill.state()) ? backfill.dimension() : null) });
  let comparing = 0;

  async function compare(...question: Parameters<Meaning['near']>): Promise<readonly Memory[]> {
    const [compartment, text, filter, { limit, now }] = question;
    const vector = comparing >= MOST_AT_ONCE ? null : await questionVector(text);
    if (vector === null || comparing >= MOST_AT_ONCE) return [];
    comparing += 1;
    try {
      const near = await store.nearest(compartment, vector, filter, { limit: Math.min(limit, MOST), now });
      return near.filter(({ similarity }) => similarity >= LEAST_SIMILAR).map(({ memory }) => memory);
    } catch (error) {
      onFault(error);
      return [];
    } finally {
      comparing -= 1;
    }
  }

  return {
    near: (...question) => within(QUESTION_TIMEOUT, compare(...question)),
    nudge: backfill.nudge,
    async view() {
      const state = backfill.state();
      const waiting = state.is === 'starting' || state.is === 'unavailable' ? null : await store.count().catch(() => null);
      return { model, state: state.is, because: 'because' in state ? state.because : null, waiting };
    },
    close: backfill.close,
  };
}

async function within(milliseconds: number, memories: Promise<readonly Memory[]>): Promise<readonly Memory[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Memory[]>((resolve) => {
    timer = setTimeout(resolve, milliseconds, []);
  });
  try {
    return await Promise.race([memories, late]);
  } finally {
    clearTimeout(timer);
  }
}
