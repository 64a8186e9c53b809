import type { ActivityEntry, ActivityFilter, ActivityVerdict, NewActivity } from './events.ts';

/** Where the log is kept. */
export type ActivityStore = {
  append(events: readonly NewActivity[]): Promise<void>;
  /** Newest first. */
  list(filter: ActivityFilter): Promise<ActivityEntry[]>;
  /** Walks the chain (ruling 27). */
  verify(): Promise<ActivityVerdict>;
  /** Removes the oldest entries up to this time and leaves a checkpoint. @returns how many */
  prune(before: number): Promise<number>;
};
