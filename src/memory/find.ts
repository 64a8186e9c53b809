/** Asks the indexes and fuses their rankings. */
import type { Clock } from '../shared/edge.ts';
import type { MemoryFilter, MemoryStore, TextQuery } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { type Found, fuse } from './fuse.ts';

export type Find = (caller: Caller, text: TextQuery, filter: MemoryFilter, limit: number) => Promise<Found[]>;

/** Parts of words are looked for only when whole words do not fill the answer: they cost most and say least. */
export function createFind({ store, clock }: { readonly store: MemoryStore; readonly clock: Clock }): Find {
  return async (caller, text, filter, limit) => {
    const page = { limit, now: clock.now() };
    const whole = await store.search(caller.compartment, { ...text, parts: null }, filter, page);
    if (text.parts === null || whole.words.length + whole.grams.length >= limit) return fuse(whole);
    const { parts } = await store.search(caller.compartment, { ...text, words: null, grams: null }, filter, page);
    return fuse({ ...whole, parts });
  };
}
