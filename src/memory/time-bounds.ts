import type { Clock } from '../shared/edge.ts';
import type { MemoryFilter } from '../store/memory-store.ts';
import { MemoryRefused } from './limits.ts';
import { readTimeBound } from './time/time-bound.ts';
import type { WallClock } from './time/wall-clock.ts';

export type TimeTexts = { readonly after?: string | undefined; readonly before?: string | undefined };
/** @throws MemoryRefused for a text that names no time: otherwise it would be no bound, and the answer everything */
export type ReadTimeBounds = (texts: TimeTexts) => Pick<MemoryFilter, 'after' | 'before'>;

export function createReadTimeBounds({ clock, wallClock }: { readonly clock: Clock; readonly wallClock: () => WallClock }): ReadTimeBounds {
  function read(name: string, text: string): number {
    const time = readTimeBound(text, clock.now(), wallClock());
    if (time === null)
      throw new MemoryRefused(`${name} must be a date such as 2027-01-31, on a day that the calendar has, or a time such as "last week" or "3 days ago".`);
    return time;
  }
  return ({ after, before }) => ({
    ...(after === undefined ? {} : { after: read('after', after) }),
    ...(before === undefined ? {} : { before: read('before', before) }),
  });
}
