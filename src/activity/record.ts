/** Writing the log without ever getting in the way of what is being logged. */
import type { Clock } from '../shared/edge.ts';
import type { ActivityStore } from './activity-store.ts';
import type { ActivityEvent, NewActivity, RefusalReason } from './events.ts';

export type ActivityLog = {
  /** Queues the event; it joins the commit of what is being written in the same turn. That a tool did what it was asked to waits for others. */
  record(event: ActivityEvent): void;
  /** Counts a refusal without a valid token: one line per reason, program and minute, so a flood cannot fill the log. */
  countRefusal(reason: RefusalReason, program: string | null): void;
  /** Writes the counts of the minutes that are over, and what could not be written before. */
  tick(): void;
  /** Resolves when everything recorded so far is durable (or has failed): for whoever reads it. */
  written(): Promise<void>;
  /** The same with the counts of the minute that is not over yet: for the end. */
  flush(): Promise<void>;
  /** Calls back with every event as it is recorded, before it is durable; a listener must not throw. @returns a function that stops it */
  onRecorded(listener: (event: ActivityEvent) => void): () => void;
};

const MINUTE = 60_000;
/** A name is the caller's own and costs nothing to change: so many are told apart in a minute, the rest counts as one. */
const MOST_NAMES = 50;
/** Milliseconds that an event waits at most: a commit of its own for every call of a tool would cost as much as a small search. */
const TOGETHER = 25;
/** Events, while nothing can be written. */
const MOST_UNWRITTEN = 5_000;

type Deps = {
  readonly store: ActivityStore;
  readonly clock: Clock;
  /** An entry that could not be written is a fault worth a line in the technical log. */
  readonly onFailure: (error: unknown) => void;
};

export function createActivityLog({ store, clock, onFailure }: Deps): ActivityLog {
  const counts = new Map<string, { reason: RefusalReason; program: string | null; minute: number; count: number }>();
  const listeners = new Set<(event: ActivityEvent) => void>();
  let queue: NewActivity[] = [];
  let unwritten: readonly NewActivity[] = [];
  let writing: Promise<void> = Promise.resolve();
  let isDue = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function record(event: ActivityEvent): void {
    queue.push({ at: clock.now(), event });
    if (mayWait(event)) timer ??= setTimeout(write, TOGETHER);
    else write();
    for (const listener of listeners) listener(event);
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (isDue) return;
    isDue = true;
    writing = Promise.all([writing, Promise.resolve().then(append)]).then(() => undefined);
  }

  async function append(): Promise<void> {
    isDue = false;
    const isNews = queue.length > 0;
    const events = [...unwritten, ...queue];
    queue = [];
    unwritten = [];
    try {
      if (events.length > 0) await store.append(events);
    } catch (error) {
      // What happened while the disk was full has happened; it is written when there is room.
      unwritten = [...unwritten, ...events].slice(0, MOST_UNWRITTEN);
      if (isNews) onFailure(error);
    }
  }

  const keyOf = (minute: number, reason: RefusalReason, program: string | null): string => `${minute} ${reason} ${program ?? ''}`;

  function writeCounts(isOver: (minute: number) => boolean): void {
    for (const [key, { reason, program, minute, count }] of counts) {
      if (!isOver(minute)) continue;
      counts.delete(key);
      record({ kind: 'refusals.counted', reason, program, count, minute: minute * MINUTE });
    }
  }

  async function written(): Promise<void> {
    if (unwritten.length + queue.length > 0) write();
    await writing;
  }

  return {
    record,
    countRefusal(reason, name) {
      const minute = Math.floor(clock.now() / MINUTE);
      const program = counts.has(keyOf(minute, reason, name)) || counts.size < MOST_NAMES ? name : null;
      const key = keyOf(minute, reason, program);
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { reason, program, minute, count: 1 });
      else known.count += 1;
    },
    tick() {
      writeCounts((minute) => minute < Math.floor(clock.now() / MINUTE));
      if (unwritten.length > 0) write();
    },
    written,
    flush() {
      writeCounts(() => true);
      return written();
    },
    onRecorded(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What was refused, and whatever changes who may do what, is written at once. */
function mayWait(event: ActivityEvent): boolean {
  return event.kind === 'tool.called' && event.outcome === 'done';
}
