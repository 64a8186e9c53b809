/** What could be tidied up, page by page, newest memories first. Nothing is changed by looking. */
import type { Clock } from '../../shared/edge.ts';
import type { Memory, MemoryStats, MemoryStore } from '../../store/memory-store.ts';
import { LIMITS } from '../limits.ts';
import { readPlace, writePlace } from '../list-cursor.ts';
import { idOf, type Proposal } from './proposal.ts';
import type { Proposals } from './proposals.ts';

export type Suggestion = Pick<Proposal, 'kind' | 'why' | 'does' | 'memories'> & { readonly id: string };
export type Reflection = {
  readonly stats: MemoryStats;
  /** Most used first; on the first page. */
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
  readonly suggestions: readonly Suggestion[];
  /** Where older memories go on; null at the end. */
  readonly next: string | null;
};
export type ReflectOnMemories = (compartment: string, cursor?: string) => Promise<Reflection>;

/** Memories per page: each costs a look for its neighbours, in the searcher's thread. */
const LOOKED_AT = 100;
const TAGS_SHOWN = 50;
/** Characters of a memory in a suggestion. */
export const EXCERPT = 200;

type Deps = { readonly store: MemoryStore; readonly clock: Clock; readonly proposals: Proposals };

export function createReflect({ store, clock, proposals }: Deps): ReflectOnMemories {
  return async (compartment, cursor) => {
    const now = clock.now();
    const isFirst = cursor === undefined;
    const [stats, tags, aboutTags, page] = await Promise.all([
      store.stats(compartment, now),
      isFirst ? store.reflecting.tags(compartment, TAGS_SHOWN) : [],
      isFirst ? proposals.aboutTags(compartment) : [],
      store.reflecting.newest(compartment, { limit: LOOKED_AT, after: isFirst ? undefined : readPlace(cursor), now }),
    ]);
    const suggestions = aboutTags.map((proposal) => suggestion(proposal, ''));
    let characters = suggestions.reduce((sum, { why }) => sum + why.length, 0);
    for (const reflected of page) {
      const about = (await proposals.about(compartment, reflected)).map((proposal) => suggestion(proposal, reflected.memory.id));
      suggestions.push(...about);
      characters += about.reduce((sum, { memories }) => sum + memories.reduce((length, memory) => length + sizeOf(memory), 0), 0);
      // The rest of these is looked at with the next page, which begins right after this memory.
      if (characters > LIMITS.answer / 2) return { stats, tags, suggestions, next: writePlace(reflected.memory) };
    }
    const last = page.at(-1)?.memory;
    return { stats, tags, suggestions, next: last === undefined || page.length < LOOKED_AT ? null : writePlace(last) };
  };
}

export function suggestion(proposal: Proposal, anchor: string): Suggestion {
  const { kind, why, does, memories } = proposal;
  return { id: idOf(proposal, anchor), kind, why, does, memories };
}

function sizeOf({ content }: Memory): number {
  return Math.min(content.length, EXCERPT) + 200;
}
