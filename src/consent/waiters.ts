/** Waiting pages that long-poll until their request is answered. */

export type Waiters = {
  /** Resolves when the handle is woken, after `timeout` milliseconds, when the browser is gone, or when too many poll with it. */
  until(handle: string, timeout: number, signal: AbortSignal): Promise<void>;
  wake(handle: string): void;
  wakeAll(): void;
  /** Whether a page is polling right now. */
  polls(handle: string): boolean;
};

/** A page polls once at a time. With a reload and a second tab, more than this is somebody collecting connections. */
const MOST_POLLS = 4;

export function createWaiters(): Waiters {
  const waiting = new Map<string, Set<() => void>>();
  const wake = (handle: string) => {
    for (const resolve of [...(waiting.get(handle) ?? [])]) resolve();
  };
  return {
    wake,
    wakeAll: () => [...waiting.keys()].forEach(wake),
    polls: (handle) => waiting.has(handle),
    until: (handle, timeout, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const mine = waiting.get(handle) ?? new Set();
        const end = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          mine.delete(end);
          if (mine.size === 0) waiting.delete(handle);
          resolve();
        };
        const timer = setTimeout(end, timeout);
        signal.addEventListener('abort', end, { once: true });
        waiting.set(handle, mine.add(end));
        const [oldest] = mine;
        if (mine.size > MOST_POLLS) oldest?.();
      }),
  };
}
