/** One answer's share of what was found: capped in number and in characters, with a cursor to the rest. */
import type { Memory, MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { LIMITS } from './limits.ts';
import type { RankedHit } from './rank.ts';

export type Found = {
  readonly memory: Memory;
  /** The content is longer than what one answer may hold. */
  readonly cut: boolean;
  /** Zero where nothing was ranked. */
  readonly score: number;
  /** The indexes that found it. */
  readonly matched: RankedHit['matched'];
  /** The words of the question that it has. */
  readonly terms: readonly string[];
};
export type Page = { readonly items: readonly Found[]; readonly next: string | null };

/** @param asked by the caller; without it the person's setting counts */
export async function readLimit(store: MemoryStore, { compartment }: Caller, asked: number | undefined): Promise<number> {
  const limit = asked ?? (await store.settings(compartment)).defaultLimit;
  return Math.max(1, Math.min(limit, LIMITS.results));
}

/** As many as one answer holds, at least one; a single one that is too long by itself is cut. */
export function fitting(memories: readonly Memory[]): { readonly memory: Memory; readonly cut: boolean }[] {
  let left = LIMITS.answer;
  const fits = memories.findIndex(({ content }) => {
    left -= content.length;
    return left < 0;
  });
  const [first] = memories;
  if (fits === 0 && first !== undefined) return [{ memory: { ...first, content: first.content.slice(0, LIMITS.answer).toWellFormed() }, cut: true }];
  return memories.slice(0, fits === -1 ? memories.length : fits).map((memory) => ({ memory, cut: false }));
}
