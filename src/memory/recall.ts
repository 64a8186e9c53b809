/** A question in natural words, answered best first. What is from a time that it names comes first. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryFilter, MemoryStore } from '../store/memory-store.ts';
import type { BestFirst } from './best-first.ts';
import type { Caller } from './caller.ts';
import type { Find } from './find.ts';
import { LIMITS } from './limits.ts';
import { withNamesakes } from './namesakes.ts';
import type { NewestFirst } from './newest-first.ts';
import { type Found, type Page, readLimit } from './page.ts';
import { questionWords, textQuery } from './text-query.ts';
import { readTimeExpression } from './time/time-expression.ts';
import type { WallClock } from './time/wall-clock.ts';
import type { Uses } from './uses.ts';

/** `when`: the words of the question that were taken for a time, where what is from then leads. */
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
  async function answer(caller: Caller, question: string, filter: MemoryFilter, limit: number): Promise<readonly Found[]> {
    const text = textQuery(question);
    // "What happened yesterday": the time is all there is to go by.
    if (filter !== ANY && text.words.length + text.grams.length === 0) return (await newestFirst(caller, filter, limit, undefined)).items;
    const { items } = await bestFirst(
      caller,
      { hits: await find(caller, question, text, filter, limit * LOOKED_AT), terms: questionWords(text), offset: 0 },
      limit,
    );
    return items;
  }

  return async (caller, query, asked) => {
    const limit = await readLimit(store, caller, asked);
    const question = query.slice(0, LIMITS.query);
    const { rest, words, range, name } = readTimeExpression(question, clock.now(), wallClock());
    const [anytime, then] = await Promise.all([answer(caller, question, ANY, limit), words === null ? [] : answer(caller, rest, filterOf(range), limit)]);
    // "The meeting in March" may be about March: where that time has nothing, its words are words.
    const items = then.length === 0 ? anytime : await withNamesakes(then, anytime, questionWords(textQuery(rest)), name, limit);
    const thenLeads = then.length > 0 && items[0]?.memory.id === then[0]?.memory.id;
    uses.count(
      caller,
      items.map(({ memory }) => memory.id),
    );
    return { items, next: null, when: thenLeads ? words : null };
  };
}

/** Places in each index per wanted memory: what stands low in two may stand high in both. */
const LOOKED_AT = 3;
const ANY: MemoryFilter = {};

function filterOf({ after, before }: { readonly after: number | null; readonly before: number | null }): MemoryFilter {
  return { ...(after === null ? {} : { after }), ...(before === null ? {} : { before }) };
}
