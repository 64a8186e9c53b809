/** A question in natural words, answered best first. A time that it names is a filter. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryFilter, MemoryStore } from '../store/memory-store.ts';
import type { BestFirst } from './best-first.ts';
import type { Caller } from './caller.ts';
import type { Find } from './find.ts';
import { LIMITS } from './limits.ts';
import type { NewestFirst } from './newest-first.ts';
import { type Page, readLimit } from './page.ts';
import { questionWords, textQuery } from './text-query.ts';
import { readTimeExpression } from './time/time-expression.ts';
import type { WallClock } from './time/wall-clock.ts';
import type { Uses } from './uses.ts';

/** `when`: the words of the question that were taken for a time, and it was looked for there only. */
export type Recalled = Page & { readonly when: string | null };
export type Recall = (caller: Caller, query: string, limit?: number) => Promise<Recalled>;

type Deps = {
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly wallClock: () => WallClock;
  readonly find: Find;
  readonly bestFirst: BestFirst;
  readonly newestFirst: NewestFirst;
  readonly uses: Uses;
};

export function createRecall({ store, clock, wallClock, find, bestFirst, newestFirst, uses }: Deps): Recall {
  async function answer(caller: Caller, question: string, filter: MemoryFilter, limit: number): Promise<Page> {
    const text = textQuery(question);
    // "What happened yesterday": the time is all there is to go by.
    if (filter !== ANY && text.words.length + text.grams.length === 0) return newestFirst(caller, filter, limit, undefined);
    const { items } = await bestFirst(
      caller,
      { hits: await find(caller, question, text, filter, limit * LOOKED_AT), terms: questionWords(text), offset: 0 },
      limit,
    );
    return { items, next: null };
  }

  return async (caller, query, asked) => {
    const limit = await readLimit(store, caller, asked);
    const question = query.slice(0, LIMITS.query);
    const { rest, words, range } = readTimeExpression(question, clock.now(), wallClock());
    const timed = words === null ? null : await answer(caller, rest, filterOf(range), limit);
    // "The meeting in March" may be about March: where that time has nothing, its words are words.
    const page = timed === null || timed.items.length === 0 ? await answer(caller, question, ANY, limit) : timed;
    uses.count(
      caller,
      page.items.map(({ memory }) => memory.id),
    );
    return { ...page, when: page === timed ? words : null };
  };
}

/** Places in each index per wanted memory: what stands low in two may stand high in both. */
const LOOKED_AT = 3;
const ANY: MemoryFilter = {};

function filterOf({ after, before }: { readonly after: number | null; readonly before: number | null }): MemoryFilter {
  return { ...(after === null ? {} : { after }), ...(before === null ? {} : { before }) };
}
