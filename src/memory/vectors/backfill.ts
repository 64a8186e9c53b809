/**
 * Gives every memory its vector, in the background and in small batches: what is stored is answered first and embedded
 * later. What waits is in the database, so it goes on where it was after any end. While the endpoint fails it is left in
 * peace, longer each time.
 */
import type { Embed, EmbedFailure } from '../../shared/embed.ts';
import type { VectorStore } from '../../store/vector-store.ts';
import { embedBatch, SAMPLE } from './embed-batch.ts';
import { quantize } from './quantize.ts';

export type BackfillState =
  | { readonly is: 'starting' | 'running' | 'ready' }
  /** Tried again by itself. */
  | { readonly is: 'failing'; readonly because: string }
  /** Not on this computer. */
  | { readonly is: 'unavailable'; readonly because: string };

export type Backfill = {
  state(): BackfillState;
  /** How long vectors are; null until the model has answered once. */
  dimension(): number | null;
  /** Something was written. Costs nothing. */
  nudge(): void;
  close(): Promise<void>;
};

type Deps = {
  readonly store: VectorStore;
  readonly embed: Embed;
  readonly model: string;
  readonly onFault: (error: unknown) => void;
  /** Milliseconds, for tests. */
  readonly pauses?: Pauses;
};

/** Milliseconds. */
type Pauses = { readonly firstRetry: number; readonly lastRetry: number; readonly idle: number; readonly between: number };

const PAUSES: Pauses = {
  firstRetry: 1_000,
  lastRetry: 300_000,
  /** Writing nudges; this finds what was imported or brought back. */
  idle: 15_000,
  /** Others want the processor and the model as well. */
  between: 20,
};
const BATCH = 8;
const START_TIMEOUT = 60_000;

type Round = 'more' | 'done' | EmbedFailure;

export function createBackfill({ store, embed, model, onFault, pauses = PAUSES }: Deps): Backfill {
  let state: BackfillState = { is: 'starting' };
  let dimension: number | null = null;
  const closing = new AbortController();
  const { signal } = closing;
  const ask: Embed = (texts, timeout) => embed(texts, timeout, signal);
  let nudged = false;
  let wake = () => {};
  const ended = run();

  return {
    state: () => state,
    dimension: () => dimension,
    nudge() {
      nudged = true;
      if (state.is === 'ready') wake();
    },
    async close() {
      closing.abort();
      wake();
      await ended;
    },
  };

  async function run(): Promise<void> {
    let retry = pauses.firstRetry;
    while (!signal.aborted) {
      nudged = false;
      const outcome = await (dimension === null ? begin() : round()).catch(storeFailed);
      if (signal.aborted || state.is === 'unavailable') return;
      if (typeof outcome !== 'string') {
        state = { is: 'failing', because: outcome.because };
        await pause(retry);
        retry = Math.min(retry * 2, pauses.lastRetry);
        continue;
      }
      retry = pauses.firstRetry;
      state = { is: outcome === 'more' ? 'running' : 'ready' };
      if (!nudged) await pause(outcome === 'more' ? pauses.between : pauses.idle);
    }
  }

  /** The first answer tells how long this model's vectors are; another model or length than before starts over. */
  async function begin(): Promise<Round> {
    const missing = await store.open();
    if (missing !== null) {
      state = { is: 'unavailable', because: missing };
      return 'done';
    }
    const answer = await ask([SAMPLE], START_TIMEOUT);
    if ('failed' in answer) return answer;
    const length = answer.vectors[0]?.length ?? 0;
    await store.use(model, length);
    dimension = length;
    return 'more';
  }

  async function round(): Promise<Round> {
    const more = await store.queue();
    const waiting = await store.waiting(BATCH);
    if (waiting.length === 0) return more ? 'more' : 'done';
    const answer = await embedBatch(
      ask,
      waiting.map(({ text }) => text),
    );
    if ('failed' in answer) return answer;
    const other = answer.vectors.find((vector) => vector !== null && vector.length !== dimension);
    if (other !== undefined && other !== null) return wrongLength(other.length);
    const embeddings = waiting.map(({ id, version }, index) => {
      const vector = answer.vectors[index] ?? null;
      return { id, version, vector: vector === null ? null : quantize(vector) };
    });
    if (!signal.aborted) await store.keep(model, embeddings);
    return 'more';
  }

  /** A full disk is made room on; until then it is one fault, not one for every try. */
  function storeFailed(error: unknown): EmbedFailure {
    if (!signal.aborted && state.is !== 'failing') onFault(error);
    return { failed: 'failing', because: 'Vectors cannot be kept now.' };
  }

  function wrongLength(length: number): EmbedFailure {
    return {
      failed: 'failing',
      because: `The model answers with ${length} numbers per text instead of ${dimension}. If it was replaced, start Gatehouse again to embed everything anew.`,
    };
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
