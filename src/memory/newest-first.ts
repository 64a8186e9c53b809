/** A list from the newest to the oldest, and the cursor that says behind which memory a page ended: what is added meanwhile is newer and shifts nothing. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryFilter, MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { readPlace, writePlace } from './list-cursor.ts';
import type { Fill, Page } from './page.ts';

export type NewestFirst = (caller: Caller, filter: MemoryFilter, limit: number, cursor: string | undefined) => Promise<Page>;

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly fill: Fill };

export function createNewestFirst({ store, clock, fill }: Deps): NewestFirst {
  return async ({ compartment }, filter, limit, cursor) => {
    const after = cursor === undefined ? undefined : readPlace(cursor);
    const memories = await store.list(compartment, filter, { limit: limit + 1, after, now: clock.now() });
    const items = await fill(memories.slice(0, limit), { terms: [] });
    const last = items.at(-1)?.memory;
    return {
      items: items.map((item) => ({ ...item, score: 0, matched: [], terms: [] })),
      next: last === undefined || items.length === memories.length ? null : writePlace(last),
    };
  };
}
