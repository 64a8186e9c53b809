/** A question in natural words, answered best first. What is from a time that it names comes first. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { BestFirst } from './best-first.ts';
import type { Caller } from './caller.ts';
import type { Find } from './find.ts';
import { LIMITS } from './limits.ts';
import { withNamesakes } from './namesakes.ts';
import type { NewestFirst } from './newest-first.ts';
import { type Page, readLimit } from './page.ts';
import { ANY, type Look, storedThen } from './stored-then.ts';
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
  const look: Look = async (caller, question, filter, limit) => {
    if (question === null) return (await newestFirst(caller, filter, limit, undefined)).items;
    const text = textQuery(question);
    const hits = await find(caller, question, text, filter, limit * LOOKED_AT);
    return (await bestFirst(caller, { hits, terms: questionWords(text), offset: 0 }, limit)).items;
  };

  return async (caller, query, asked) => {
    const limit = await readLimit(store, caller, asked);
    const question = query.slice(0, LIMITS.query);
    const timed = readTimeExpression(question, clock.now(), wallClock());
    const [anytime, then] = await Promise.all([look(caller, question, ANY, limit), timed.words === null ? null : storedThen(caller, timed, look, limit)]);
    // "The meeting in March" may be about March: where that time has nothing, its words are words.
    const isThen = then !== null && then.found.length > 0;
    const items = isThen ? await withNamesakes(then.found, anytime, then.others, then.time, limit) : anytime;
    const thenLeads = isThen && items[0]?.memory.id === then.found[0]?.memory.id;
    uses.count(
      caller,
      items.map(({ memory }) => memory.id),
    );
    return { items, next: null, when: thenLeads ? timed.words : null };
  };
}

/** Places in each index per wanted memory: what stands low in two may stand high in both. */
const LOOKED_AT = 3;
