/** Calls in flight, so that an end of their connection ends them too, on either wire. */
import type { ServerResponse } from 'node:http';

export type RunningCalls = {
  /** Until the response is closed. */
  track(grantId: string, response: ServerResponse): void;
  /** Cuts off what runs on these grants. */
  end(grantIds: readonly string[]): void;
};

export function createRunningCalls(): RunningCalls {
  const running = new Map<string, Set<ServerResponse>>();
  return {
    track(grantId, response) {
      const calls = running.get(grantId) ?? new Set();
      running.set(grantId, calls.add(response));
      response.once('close', () => {
        calls.delete(response);
        if (calls.size === 0) running.delete(grantId);
      });
    },
    end(grantIds) {
      for (const id of grantIds) for (const response of running.get(id) ?? []) response.destroy();
    },
  };
}
