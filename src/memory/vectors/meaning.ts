/** Finding by meaning, where the person has turned embeddings on. Its absence, slowness or failure never breaks a search. */
import type { Embed } from '../../shared/embed.ts';
import { inTime } from '../../shared/in-time.ts';
import type { EmbeddingsView } from '../../shared/views.ts';
import type { MemoryFilter } from '../../store/memory-store.ts';
import type { VectorStore } from '../../store/vector-store.ts';
import { type BackfillState, createBackfill } from './backfill.ts';
import { createQuestionVector, QUESTION_TIMEOUT } from './question-vector.ts';

export type Meaning = {
  /** Ids, most similar first; empty when nothing can be said in time. Never rejects. */
  near(compartment: string, question: string, filter: MemoryFilter, page: { limit: number; now: number }): Promise<readonly string[]>;
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
/** Something is always nearest; only what stands high in this list is worth a place in the other. */
const MOST = 20;
/** Milliseconds without trying after one search waited in vain: one slow search, not every one of them. */
const REST = 30_000;

export function createMeaning({ store, embed, model, monotonic, onFault }: Deps): Meaning {
  const backfill = createBackfill({ store, embed, model, onFault });
  const isUp = (state: BackfillState) => state.is === 'running' || state.is === 'ready';
  const questionVector = createQuestionVector({ embed, dimension: () => (isUp(backfill.state()) ? backfill.dimension() : null) });
  let restUntil = Number.NEGATIVE_INFINITY;

  /** @returns null when the endpoint, or comparing with very many memories, took too long or failed */
  async function compare(...[compartment, question, filter, { limit, now }]: Parameters<Meaning['near']>): Promise<readonly string[] | null> {
    const vector = await questionVector(question);
    if (vector === null) return null;
    const near = await store.nearest(compartment, vector, filter, { limit: Math.min(limit, MOST), now });
    return near.filter(({ similarity }) => similarity >= LEAST_SIMILAR).map(({ id }) => id);
  }

  return {
    async near(...question) {
      if (!isUp(backfill.state()) || monotonic() < restUntil) return [];
      const near = await inTime(QUESTION_TIMEOUT, compare(...question)).catch(onFault);
      if (near) return near;
      restUntil = monotonic() + REST;
      return [];
    },
    nudge: backfill.nudge,
    async view() {
      const state = backfill.state();
      const waiting = state.is === 'starting' || state.is === 'unavailable' ? null : await store.count().catch(() => null);
      return { model, state: state.is, because: 'because' in state ? state.because : null, waiting };
    },
    close: backfill.close,
  };
}
