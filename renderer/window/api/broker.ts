/** The broker as the pages have it: ask one thing, and hear when something may be another. */
import type { WindowApi } from '../../../src/shared/ipc.ts';

/** What was refused, in one line for the person. */
export class Refusal extends Error {}

export type Broker = {
  /** @param method an admin function. @throws Refusal */
  ask<Value>(method: string, parameters?: unknown): Promise<Value>;
  /** Brings a waiting request to the popup. @returns whether it waits */
  review(id: string): Promise<boolean>;
  /** Counts up when everything that is shown should be read again. */
  version(): number;
  subscribe(listener: () => void): () => void;
  /** The person wants it read again. */
  refresh(): void;
};

/** Milliseconds. A busy client changes something with every call, and nobody reads that fast. */
const TOGETHER = 100;

export function createBroker(api: WindowApi): Broker {
  const listeners = new Set<() => void>();
  let version = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;

  function refresh(): void {
    clearTimeout(soon);
    soon = undefined;
    version += 1;
    for (const listener of listeners) listener();
  }

  api.onChanged(() => {
    soon ??= setTimeout(refresh, TOGETHER);
  });
  // Nobody is told of changes while the window is hidden.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') refresh();
  });

  return {
    async ask<Value>(method: string, parameters: unknown = {}) {
      const answer = await api.ask(method, parameters);
      if ('refused' in answer) throw new Refusal(answer.refused);
      return answer.value as Value;
    },
    review: (id) => api.review(id),
    version: () => version,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
  };
}

/** One line for the person, whatever it was that failed. */
export function lineOf(problem: unknown): string {
  return problem instanceof Refusal ? problem.message : 'Gatehouse does not answer. Close this window and open it again from the tray.';
}
