/**
 * The writing side of a database, in a worker thread. Everything that has arrived when the thread turns shares one
 * transaction and one fsync (group commit); no answer leaves before that commit. A command that fails is undone alone: the others of
 * its batch are done again without it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { giveBackWhenQuiet } from '../../shared/give-back.ts';
import { openForWriting, type Schema, type Sqlite } from './open-database.ts';

export type Operations = Readonly<Record<string, (argument: never) => unknown>>;

/** What a file needs beside its commands, in small steps, so that no command pays for it all at once. */
export type Tending = {
  /** In each transaction, after its commands. */
  readonly beforeCommit: () => void;
  /** While nobody waits. @returns whether there is more to do */
  readonly whenIdle: () => boolean;
};
export type Writing = { readonly operations: Operations; readonly tending?: Tending };

export type Command = { readonly id: number; readonly operation: string; readonly argument: unknown };
export type Outcome = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly failure: Failure };
export type Failure = { readonly name: string; readonly message: string; readonly code: string | null };
export type FromWriter = { readonly ready: true } | { readonly refused: Failure } | { readonly outcomes: readonly Outcome[] } | { readonly closed: true };

export type WriterData<Data> = { readonly file: string; readonly data: Data };

/** Milliseconds without a command. */
const IDLE = 100;
/** Milliseconds between two steps, for a command to come first. */
const PAUSE = 5;

/** Turns this worker thread into the writer of one file. Called once by the entry file of each database. */
export function serveWriter<Data>(schema: Schema, build: (db: Sqlite, data: Data) => Writing): void {
  const port = parentPort;
  if (port === null) throw new Error('a writer runs in a worker thread');
  const { file, data } = workerData as WriterData<Data>;
  const say = (message: FromWriter) => port.postMessage(message);
  try {
    const db = openForWriting(file, schema);
    const queue: Command[] = [];
    const { operations, tending } = build(db, data);
    const commit = createGroupCommit(db, operations, tending);
    const idle = tending === undefined ? null : createIdle(db, tending);
    const stopGivingBack = giveBackWhenQuiet(() => db.pragma('shrink_memory'));
    port.on('message', (commands: readonly Command[] | 'close') => {
      if (commands === 'close') {
        idle?.stop();
        stopGivingBack();
        if (queue.length > 0) say({ outcomes: commit(queue.splice(0)) });
        db.close();
        say({ closed: true });
        port.close();
        return;
      }
      if (queue.push(...commands) > commands.length) return;
      setImmediate(() => {
        if (queue.length > 0) say({ outcomes: commit(queue.splice(0)) });
        idle?.wait();
      });
    });
    say({ ready: true });
  } catch (error) {
    say({ refused: failureOf(error) });
    port.close();
  }
}

/** Takes the steps one by one once nothing has come for a while. */
function createIdle(db: Sqlite, { whenIdle }: Tending) {
  let timer: NodeJS.Timeout | undefined;
  function step(): void {
    try {
      if (whenIdle()) timer = setTimeout(step, PAUSE);
    } catch {
      // Nobody asked for it: a full disk is told to the next who writes, and the step is taken again after that.
      if (db.inTransaction) db.exec('ROLLBACK');
    }
  }
  return {
    wait(): void {
      clearTimeout(timer);
      timer = setTimeout(step, IDLE);
    },
    stop: (): void => clearTimeout(timer),
  };
}

function createGroupCommit(db: Sqlite, operations: Operations, tending?: Tending) {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const end = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const save = db.prepare('SAVEPOINT command');
  const keep = db.prepare('RELEASE command');
  const undo = db.prepare('ROLLBACK TO command');

  function act({ operation, argument }: Command): unknown {
    const known = operations[operation] as ((argument: unknown) => unknown) | undefined;
    if (known === undefined) throw new Error(`no operation ${operation}`);
    return known(argument);
  }

  /** @returns null when one of them failed; then nothing of any has happened */
  function together(commands: readonly Command[]): Outcome[] | null {
    try {
      return commands.map((command) => ({ id: command.id, result: act(command) }));
    } catch (error) {
      if (!db.inTransaction) throw error;
      rollback.run();
      begin.run();
      return null;
    }
  }

  /** In a savepoint, which keeps every page as it was: too dear for all the commands that succeed. */
  function alone(command: Command): Outcome {
    save.run();
    try {
      const result = act(command);
      keep.run();
      return { id: command.id, result };
    } catch (error) {
      // A full disk ends the whole transaction; going on would write the rest of the batch one by one, unanswered.
      if (!db.inTransaction) throw error;
      undo.run();
      keep.run();
      return { id: command.id, failure: failureOf(error) };
    }
  }

  return (commands: readonly Command[]): Outcome[] => {
    try {
      begin.run();
      const outcomes = together(commands) ?? commands.map(alone);
      tending?.beforeCommit();
      end.run();
      return outcomes;
    } catch (error) {
      if (db.inTransaction) rollback.run();
      const failure = failureOf(error);
      return commands.map(({ id }) => ({ id, failure }));
    }
  };
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: null };
  return { name: error.name, message: error.message, code: 'code' in error ? String(error.code) : null };
}
