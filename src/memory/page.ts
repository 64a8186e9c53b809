/** One answer's share of what was found: capped in number and in characters, with a cursor to the rest. */
import type { Memory, MemoryStore } from '../store/memory-store.ts';
import type { Caller } from './caller.ts';
import { excerpt, type Sought } from './excerpt.ts';
import { LIMITS } from './limits.ts';
import type { RankedHit } from './rank.ts';

export type Found = {
  readonly memory: Memory;
  /** The content is longer than what the answer has room for: a part of it. */
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

type Fitted = { readonly memory: Memory; readonly cut: boolean };
/** What an answer shows of these memories, in their order. */
export type Fill = (memories: readonly Memory[], sought: Sought) => Promise<readonly Fitted[]>;

/** Where there is a next page: as many as one answer holds, at least one; a single one that is too long by itself is cut. */
export const fitting: Fill = async (memories, sought) => {
  let left = LIMITS.answer;
  const fits = memories.findIndex(({ content }) => {
    left -= content.length;
    return left < 0;
  });
  return memories.slice(0, fits === -1 ? memories.length : Math.max(1, fits)).map((memory) => atMost(LIMITS.answer, memory, sought));
};

/** Where there is none: all of them, because what is left out could not be asked for. The longest are cut until they fit together. */
export const sharing: Fill = async (memories, sought) => {
  const most = longestOf(memories.map(({ content }) => content.length));
  const fitted: Fitted[] = [];
  for (const memory of memories) {
    const each = atMost(most, memory, sought);
    fitted.push(each);
    // To look through a long one takes milliseconds, and others have their turn between two of them.
    if (each.cut) await new Promise((resolve) => setImmediate(resolve));
  }
  return fitted;
};

function atMost(most: number, memory: Memory, sought: Sought): Fitted {
  if (memory.content.length <= most) return { memory, cut: false };
  return { memory: { ...memory, content: excerpt(memory.content, sought, most) }, cut: true };
}

/** @returns the most characters that each may have for all to fit: what the short ones leave goes to the long ones */
function longestOf(lengths: readonly number[]): number {
  let left: number = LIMITS.answer;
  for (const [index, length] of lengths.toSorted((one, other) => one - other).entries()) {
    const share = Math.floor(left / (lengths.length - index));
    if (length > share) return share;
    left -= length;
  }
  return LIMITS.answer;
}
