/** Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): places count, because scores of words and of meanings do not compare. */
import type { RankedHit } from './rank.ts';

const DAMPING = 60;

/** @param near ids of what means something alike, nearest first @returns best first */
export function fuse(ranked: readonly RankedHit[], near: readonly string[]): readonly RankedHit[] {
  if (near.length === 0) return ranked;
  const found = new Map<string, RankedHit>();
  const add = (hit: RankedHit, place: number, matched: RankedHit['matched']) => {
    const { score = 0 } = found.get(hit.id) ?? {};
    found.set(hit.id, { id: hit.id, score: score + 1 / (DAMPING + place + 1), matched });
  };
  for (const [place, hit] of ranked.entries()) add(hit, place, hit.matched);
  for (const [place, id] of near.entries()) {
    const { matched = [] } = found.get(id) ?? {};
    add({ id, score: 0, matched }, place, [...matched, 'meaning']);
  }
  return [...found.values()].sort((left, right) => right.score - left.score);
}
