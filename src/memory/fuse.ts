/** Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): places count, scores of different indexes do not compare. */
import type { Memory, Ranked } from '../store/memory-store.ts';

/** The indexes, and what only has the same meaning. */
type Index = keyof Ranked | 'meaning';

export type Found = { readonly memory: Memory; readonly score: number; readonly matched: readonly Index[] };

const DAMPING = 60;
/** A whole word says more than a part of one. */
const WEIGHTS: Readonly<Record<Index, number>> = { words: 1, grams: 0.9, parts: 0.4, meaning: 1 };

export function fuse(ranked: Ranked & { readonly meaning: readonly Memory[] }): Found[] {
  const found = new Map<string, { memory: Memory; score: number; matched: Index[] }>();
  for (const name of ['words', 'grams', 'parts', 'meaning'] as const) {
    ranked[name].forEach((memory, place) => {
      const entry = found.get(memory.id) ?? { memory, score: 0, matched: [] };
      entry.score += WEIGHTS[name] / (DAMPING + place + 1);
      entry.matched.push(name);
      found.set(memory.id, entry);
    });
  }
  return [...found.values()].sort((left, right) => right.score - left.score || right.memory.createdAt - left.memory.createdAt);
}
