/** Memories that pass filters; with words or a phrase best first, without them newest first. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryFilter, MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import type { Find } from './find.ts';
import { LIMITS } from './limits.ts';
import { cutPage, type Page, readPage } from './page.ts';
import { textQuery } from './text-query.ts';

export type SearchInput = {
  readonly query?: string | undefined;
  readonly phrase?: string | undefined;
  readonly filter: MemoryFilter;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};
export type Search = (caller: Caller, input: SearchInput) => Promise<Page>;

export function createSearch({ store, clock, find }: { readonly store: MemoryStore; readonly clock: Clock; readonly find: Find }): Search {
  return async (caller, input) => {
    const page = await readPage(store, caller, input.limit, input.cursor);
    const { query = '', phrase = null, filter } = input;
    const asked = [query, phrase ?? ''].join(' ').trim();
    if (asked === '') {
      const memories = await store.list(caller.compartment, filter, { limit: page.limit + 1, offset: page.offset, now: clock.now() });
      return cutPage(
        memories.map((memory) => ({ memory, score: 0, matched: [] })),
        { ...page, offset: 0 },
        page.offset,
      );
    }
    const text = textQuery(asked.slice(0, LIMITS.query), phrase);
    return cutPage(await find(caller, asked, text, filter, page.offset + page.limit + 1), page);
  };
}
