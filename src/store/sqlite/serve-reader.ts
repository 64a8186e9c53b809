/** The reading side of a database that must not run on the main thread. Speaks like the writer, commits nothing. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { giveBackWhenQuiet } from '../../shared/give-back.ts';
import { createAnswerTogether } from './answer-together.ts';
import { createLongReads, isInSteps } from './in-steps.ts';
import { openForReading, type Sqlite } from './open-database.ts';
import { type Command, type FromWriter, failureOf, type Operations, type Outcome, type WriterData } from './serve-writer.ts';

/** Of -20 to 19, where 0 is usual. On a single core a refusal beside a search took three times as long with a tenth of the weight (10), and 1.6 with the least. */
const BELOW_MAIN = 19;

/**
 * Turns this worker thread into a reader of one file, which the writer has already opened and migrated. An operation that is long is a
 * generator (`InSteps`) and gives way to the others.
 */
export function serveReader(build: (db: Sqlite) => Operations): void {
  const port = parentPort;
  if (port === null) throw new Error('a reader runs in a worker thread');
  const say = (message: FromWriter) => port.postMessage(message);
  const db = openForReading((workerData as WriterData<unknown>).file);
  // Pages that are mapped count as memory of ours, and 64 MiB of them are soon touched; read pages cost a fifth more time.
  db.pragma('mmap_size = 0');
  giveWay();
  const operations = build(db);
  const now = () => performance.now();
  const together = createAnswerTogether((outcomes) => say({ outcomes }), now);
  const long = createLongReads((outcome) => say({ outcomes: [outcome] }));
  const stopGivingBack = giveBackWhenQuiet(() => db.pragma('shrink_memory'));
  port.on('message', (commands: readonly Command[] | 'close') => {
    if (commands === 'close') {
      stopGivingBack();
      long.finish();
      together.flush();
      db.close();
      say({ closed: true });
      port.close();
      return;
    }
    // In one message only what is quick: an answer waits for one question behind it at most.
    for (const command of commands) {
      const began = now();
      const outcome = answer(operations, command);
      if ('result' in outcome && isInSteps(outcome.result)) long.add({ id: outcome.id, steps: outcome.result });
      else together.say(outcome, began);
    }
    if (long.isGoing()) together.flush();
    long.step();
  });
  say({ ready: true });
}

/**
 * A refusal, a refresh or a revoke on the main thread goes before a search that is running. Only Linux knows a priority of one
 * thread; elsewhere it would be the whole process's.
 */
function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, BELOW_MAIN);
  } catch {
    // A sandbox may forbid it; then both are equal.
  }
}

function answer(operations: Operations, { id, operation, argument }: Command): Outcome {
  try {
    const act = operations[operation] as (argument: unknown) => unknown;
    return { id, result: act(argument) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}
