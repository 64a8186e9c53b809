/** The main thread's end of a store's worker: commands go in; a writer's promises resolve after their commit. */
import { Worker } from 'node:worker_threads';
import { ActionUndone, CompartmentGone, DatabaseRefused, DatabaseTooNew, StoreUnavailable } from '../errors.ts';
import type { Command, Failure, FromWriter } from './serve-writer.ts';

export type StoreWorker = {
  /** @throws StoreUnavailable when it could not be made durable; then nothing of it happened */
  run<Result>(operation: string, argument: unknown): Promise<Result>;
  /** Waits for what is queued, then lets go of the file. */
  close(): Promise<void>;
};

/** MiB: a store needs little of its own, and three threads with generous heaps are most of an idle broker's memory. */
const LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 128 };

type Pending = { readonly resolve: (result: never) => void; readonly reject: (error: Error) => void };

/** @throws DatabaseTooNew, DatabaseRefused, StoreUnavailable when the file cannot be opened */
export async function openWorker(options: { readonly entry: URL; readonly file: string; readonly data?: unknown }): Promise<StoreWorker> {
  const worker = new Worker(options.entry, { workerData: { file: options.file, data: options.data }, resourceLimits: LIMITS });
  // By places that are used again, because a table that grows and shrinks (`Map`) leaves copies of itself behind, in which V8 keeps
  // what was waiting, with the whole request, until it collects everything.
  const pending: (Pending | undefined)[] = [];
  const free: number[] = [];
  let gone: Error | null = null;
  let closed: (() => void) | null = null;
  let waiting: Command[] = [];

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromWriter) => {
      if ('ready' in message) return resolve();
      if ('refused' in message) return reject(errorOf(message.refused));
      if ('closed' in message) return closed?.();
      for (const outcome of message.outcomes) {
        const waiting = pending[outcome.id];
        pending[outcome.id] = undefined;
        free.push(outcome.id);
        if ('failure' in outcome) waiting?.reject(errorOf(outcome.failure));
        else waiting?.resolve(outcome.result as never);
      }
    });
    const end = (error: Error) => {
      gone = error;
      reject(error);
      for (const waiting of pending.splice(0)) waiting?.reject(error);
    };
    worker.on('error', (cause) => end(new StoreUnavailable('The store has stopped. Restart Gatehouse.', { cause })));
    worker.on('exit', () => end(gone ?? new StoreUnavailable('The store is closed.')));
  });

  function send(): void {
    if (waiting.length > 0) worker.postMessage(waiting);
    waiting = [];
  }

  return {
    run: (operation, argument) =>
      new Promise((resolve, reject) => {
        if (gone !== null) return reject(gone);
        const id = free.pop() ?? pending.length;
        pending[id] = { resolve: resolve as Pending['resolve'], reject };
        // A message is dear and its length is not: what requests of one turn of the loop ask for travels together.
        if (waiting.push({ id, operation, argument }) === 1) setImmediate(send);
      }),
    async close() {
      if (gone !== null) return;
      send();
      const done = new Promise<void>((resolve) => {
        closed = resolve;
        worker.once('exit', () => resolve());
      });
      worker.postMessage('close');
      await done;
      await worker.terminate();
    },
  };
}

function errorOf(failure: Failure): Error {
  if (failure.name === 'DatabaseTooNew') return new DatabaseTooNew(failure.message);
  if (failure.name === 'DatabaseRefused') return new DatabaseRefused(failure.message);
  if (failure.name === 'ActionUndone') return new ActionUndone();
  if (failure.name === 'CompartmentGone') return new CompartmentGone();
  const [what, todo] =
    failure.code === 'SQLITE_FULL' ? ['The disk is full', 'Make room on it.'] : ['The store could not be used', 'Look whether the disk is full or failing.'];
  return new StoreUnavailable(`${what} (${failure.code ?? failure.name}: ${failure.message}). ${todo}`, { cause: failure });
}
