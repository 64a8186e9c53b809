/** A question in natural words, answered best first. What is from a time that it names comes first. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryStore } from '../store/memory-store.ts';
import type { BestFirst } from './best-first.ts';
import type { Caller } from './caller.ts';
import type { Find } from './find.ts';
import { latestFirst, withoutLatest } from './latest-first.ts';
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

  /** Looks at some more: the newest of those that answer as well may stand behind all that are wanted. */
  const lookForLatest: Look = async (caller, question, filter, limit) => {
    const left = question === null ? null : withoutLatest(question);
    if (left === null || questionWords(textQuery(left)).length === 0) return look(caller, question, filter, limit);
    return latestFirst(await look(caller, left, filter, Math.max(limit, AMONG))).slice(0, limit);
  };

  return async (caller, query, asked) => {
    const limit = await readLimit(store, caller, asked);
    const question = query.slice(0, LIMITS.query);
    const timed = readTimeExpression(question, clock.now(), wallClock());
    // Where it says when, its "last" is of the time.
    const [anytime, then] = await Promise.all(
      timed.words === null
        ? [lookForLatest(caller, question, ANY, limit), null]
        : [look(caller, question, ANY, limit), storedThen(caller, timed, lookForLatest, limit)],
    );
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
/** Best ones among which the latest is looked for. */
const AMONG = 20;
