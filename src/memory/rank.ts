/** From what each index found to one order. All score on the scale of BM25, so that two rare words weigh more than one in any of them. */
import type { Hit, Hits } from '../store/memory-store.ts';

export type Index = keyof Hits;
export type RankedHit = { readonly id: string; readonly score: number; readonly matched: readonly (Index | 'meaning')[] };

/** `sure`: what a match is worth even of a term that everything has; a part of a word alone is never worth a whole one. */
const INDEXES: readonly { readonly name: Index; readonly weight: number; readonly sure: number }[] = [
  { name: 'words', weight: 1, sure: 1 },
  { name: 'grams', weight: 0.9, sure: 0.9 },
  { name: 'parts', weight: 0.4, sure: 0 },
  { name: 'spelling', weight: 0.8, sure: 0 },
];

/** The most that being new, or being recalled often, adds to a score: enough to decide between equals. */
const NEWEST = 0.04;
const MOST_USED = 0.04;
/** Milliseconds in which newness halves. */
const HALF_LIFE = 30 * 86_400_000;
/** Recalls after which more of them say nothing more. */
const OFTEN = 100;

/** @returns best first */
export function rankHits(hits: Hits, now: number): RankedHit[] {
  const found = new Map<string, { hit: Hit; score: number; matched: Index[] }>();
  for (const { name, weight, sure } of INDEXES) {
    for (const hit of hits[name]) {
      const entry = found.get(hit.id) ?? { hit, score: 0, matched: [] };
      entry.score += weight * hit.score + sure;
      entry.matched.push(name);
      found.set(hit.id, entry);
    }
  }
  return [...found.values()]
    .map(({ hit, score, matched }) => ({ id: hit.id, score: score * (1 + newness(hit, now) + usedness(hit)), matched, createdAt: hit.createdAt }))
    .sort((left, right) => right.score - left.score || right.createdAt - left.createdAt)
    .map(({ id, score, matched }) => ({ id, score, matched }));
}

function newness({ createdAt }: Hit, now: number): number {
  return NEWEST * 2 ** (-Math.max(0, now - createdAt) / HALF_LIFE);
}

function usedness({ uses }: Hit): number {
  return MOST_USED * Math.min(1, Math.log1p(uses) / Math.log1p(OFTEN));
}
