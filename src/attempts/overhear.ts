import type { ActivityEvent } from '../activity/events.ts';
import type { ActivityLog } from '../activity/record.ts';

/** @returns the same log; whatever is recorded is told to the listener first */
export function overhear(log: ActivityLog, listener: (event: ActivityEvent) => void): ActivityLog {
  return {
    ...log,
    record(event) {
      listener(event);
      log.record(event);
    },
  };
}
