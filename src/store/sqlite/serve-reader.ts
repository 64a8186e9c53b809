/** The reading side of a database that must not run on the main thread. Speaks like the writer, commits nothing. */
import { parentPort, workerData } from 'node:worker_threads';
import { openForReading, type Sqlite } from './open-database.ts';
import type { Command, FromWriter, Operations, Outcome, WriterData } from './serve-writer.ts';

/** Turns this worker thread into a reader of one file, which the writer has already opened and migrated. */
export function serveReader(build: (db: Sqlite) => Operations): void {
  const port = parentPort;
  if (port === null) throw new Error('a reader runs in a worker thread');
  const say = (message: FromWriter) => port.postMessage(message);
  const db = openForReading((workerData as WriterData<unknown>).file);
  const operations = build(db);
  port.on('message', (command: Command | 'close') => {
    if (command === 'close') {
      db.close();
      say({ closed: true });
      port.close();
      return;
    }
    say({ outcomes: [answer(operations, command)] });
  });
  say({ ready: true });
}

function answer(operations: Operations, { id, operation, argument }: Command): Outcome {
  try {
    const act = operations[operation] as (argument: unknown) => unknown;
    return { id, result: act(argument) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { id, failure: { name, message, code: error instanceof Error && 'code' in error ? String(error.code) : null } };
  }
}
