/** Pages of a ranked answer: the memories are read for one page at a time. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import type { Results } from './kept-results.ts';
import type { Fill, Found } from './page.ts';
import { createTermsIn, createTermsLike } from './terms-in.ts';

/** @returns the memories, and the place in the results that comes after them */
export type BestFirst = (caller: Caller, results: Results, limit: number) => Promise<{ readonly items: readonly Found[]; readonly end: number }>;

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly fill: Fill };

export function createBestFirst({ store, clock, fill }: Deps): BestFirst {
  return async (caller, { hits, terms, phrase, offset }, limit) => {
    const page = hits.slice(offset, offset + limit);
    const ids = page.map(({ id }) => id);
    const memories = await store.read(caller.compartment, ids, clock.now());
    const items = await fill(memories, { terms, phrase });
    const last = items.at(-1)?.memory.id;
    // Whatever was forgotten since is passed over; what did not fit into this answer begins the next.
    const end = items.length === memories.length ? offset + page.length : offset + ids.indexOf(last ?? '') + 1;
    const [termsIn, termsLike] = [createTermsIn(terms), createTermsLike(terms)];
    const of = new Map(page.map((hit) => [hit.id, hit]));
    return {
      items: items.map(({ memory, cut }) => {
        const { score = 0, matched = [] } = of.get(memory.id) ?? {};
        const like = matched.includes('spelling') ? termsLike(memory) : [];
        return { memory, cut, score, matched, terms: [...new Set([...termsIn(memory), ...like])] };
      }),
      end,
    };
  };
}
