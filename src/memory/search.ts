/** Memories that pass filters; with words or a phrase best first, without them newest first. */
import { canonicalJson } from '../shared/canonical-json.ts';
import type { MemoryFilter, MemoryStore } from '../store/memory-store.ts';
import type { BestFirst } from './best-first.ts';
import type { Caller } from './caller.ts';
import type { Find } from './find.ts';
import type { KeptResults, Results } from './kept-results.ts';
import { LIMITS } from './limits.ts';
import type { NewestFirst } from './newest-first.ts';
import { type Page, readLimit } from './page.ts';
import { questionWords, textQuery } from './text-query.ts';

export type SearchInput = {
  readonly query?: string | undefined;
  readonly phrase?: string | undefined;
  readonly filter: MemoryFilter;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};
export type Search = (caller: Caller, input: SearchInput) => Promise<Page>;

type Deps = {
  readonly store: MemoryStore;
  readonly find: Find;
  readonly bestFirst: BestFirst;
  readonly newestFirst: NewestFirst;
  readonly keptResults: KeptResults;
};

export function createSearch({ store, find, bestFirst, newestFirst, keptResults }: Deps): Search {
  async function resultsOf(caller: Caller, input: SearchInput): Promise<Results> {
    const { query = '', phrase, filter, cursor } = input;
    if (cursor !== undefined) return keptResults.take(caller, asked(input), cursor);
    const text = textQuery(query.slice(0, LIMITS.query), phrase?.slice(0, LIMITS.query));
    return { hits: await find(caller, query, text, filter, LIMITS.ranked), terms: questionWords(text), phrase: text.phrase, offset: 0 };
  }

  return async (caller, input) => {
    const limit = await readLimit(store, caller, input.limit);
    const { query = '', phrase = '', filter, cursor } = input;
    if (`${query}${phrase}`.trim() === '') return newestFirst(caller, filter, limit, cursor);
    const results = await resultsOf(caller, input);
    const { items, end } = await bestFirst(caller, results, limit);
    return { items, next: end < results.hits.length ? keptResults.keep(caller, asked(input), { ...results, offset: end }) : null };
  };
}

/** Of times only that there are any: "last week" is another moment at every page. */
function asked({ query = '', phrase = '', filter: { after, before, tags = [], match = 'any', ...filter } }: SearchInput): string {
  return canonicalJson({ query, phrase, ...filter, tags: tags.toSorted(), match, after: after !== undefined, before: before !== undefined });
}
