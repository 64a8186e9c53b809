/** A question in natural words, answered best first. */
import type { MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import type { Find } from './find.ts';
import { LIMITS } from './limits.ts';
import { cutPage, type Page, readPage } from './page.ts';
import { textQuery } from './text-query.ts';

export type Recall = (caller: Caller, query: string, limit?: number) => Promise<Page>;

export function createRecall({ store, find }: { readonly store: MemoryStore; readonly find: Find }): Recall {
  return async (caller, query, limit) => {
    const page = await readPage(store, caller, limit, undefined);
    return cutPage(await find(caller, query.slice(0, LIMITS.query), textQuery(query.slice(0, LIMITS.query)), {}, page.limit), page);
  };
}
