/** Asks the indexes and fuses their rankings. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryFilter, MemoryStore, TextQuery } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { type Found, fuse } from './fuse.ts';
import type { Meaning } from './vectors/meaning.ts';

/** @param question in natural words, for finding by meaning */
export type Find = (caller: Caller, question: string, text: TextQuery, filter: MemoryFilter, limit: number) => Promise<Found[]>;

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly meaning?: Meaning | undefined };

/** Parts of words are looked for only when whole words do not fill the answer: they cost most and say least. */
export function createFind({ store, clock, meaning }: Deps): Find {
  return async (caller, question, text, filter, limit) => {
    const page = { limit, now: clock.now() };
    // A phrase must occur exactly, and what is only alike in meaning does not have it.
    const near = text.phrase === null ? meaning?.near(caller.compartment, question, filter, page) : undefined;
    const whole = await store.search(caller.compartment, { ...text, parts: null }, filter, page);
    const filled = text.parts === null || whole.words.length + whole.grams.length >= limit;
    const { parts } = filled ? { parts: [] } : await store.search(caller.compartment, { ...text, words: null, grams: null }, filter, page);
    return fuse({ ...whole, parts, meaning: (await near) ?? [] });
  };
}
