/** Asks the indexes, and where the person has embeddings what means something alike, and puts what they found in one order. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryFilter, MemoryStore, TextQuery } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { fuse } from './fuse.ts';
import { type RankedHit, rankHits } from './rank.ts';
import { signsIn } from './signs-in.ts';
import type { Meaning } from './vectors/meaning.ts';

/** @param question in natural words, for finding by meaning */
export type Find = (caller: Caller, question: string, text: TextQuery, filter: MemoryFilter, limit: number) => Promise<readonly RankedHit[]>;

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly meaning?: Meaning | undefined };

export function createFind({ store, clock, meaning }: Deps): Find {
  return async ({ compartment }, question, text, filter, limit) => {
    const page = { limit, now: clock.now() };
    // A phrase must occur exactly, and what is only alike in meaning does not have it.
    const near = text.phrase === null ? meaning?.near(compartment, question, filter, page) : undefined;
    const hits = await store.search(compartment, orSigns(text, question), filter, page);
    return fuse(rankHits(hits, page.now), (await near) ?? []).slice(0, limit);
  };
}

/** Signs are in no index: a question of nothing but them looks for exactly these. */
function orSigns(text: TextQuery, question: string): TextQuery {
  const isEmpty = text.phrase === null && text.words.length + text.grams.length === 0;
  return isEmpty ? { ...text, phrase: signsIn(question) } : text;
}
