/** `Reflecting` on Maps. */
import type { Reflected, Reflecting } from '../reflecting.ts';
import { retagged } from '../retagged.ts';
import { isCurrent, type Kept, type KeptMemories } from './kept-memories.ts';

const BATCH = 50;

/** @param usedAt when each was last recalled */
export function createVolatileReflecting(kept: KeptMemories, usedAt: ReadonlyMap<string, number>): Reflecting {
  const reflected = ({ memory }: Kept): Reflected => ({ memory, usedAt: usedAt.get(memory.id) ?? null });
  const own = (compartment: string, now: number): Kept[] => kept.all().filter((entry) => entry.compartment === compartment && isCurrent(entry, now));

  return {
    newest: async (compartment, { limit, after, now }) => {
      const { createdAt: time = Number.MAX_SAFE_INTEGER } = after ?? {};
      const last = own(compartment, now).find(({ memory }) => memory.id === after?.id)?.number ?? Number.MAX_SAFE_INTEGER;
      return own(compartment, now)
        .filter(({ memory, number }) => memory.createdAt < time || (memory.createdAt === time && number < last))
        .sort((left, right) => right.memory.createdAt - left.memory.createdAt || right.number - left.number)
        .slice(0, limit)
        .map(reflected);
    },
    find: async (compartment, id, now) => {
      const entry = own(compartment, now).find(({ memory }) => memory.id === id);
      return entry === undefined ? null : reflected(entry);
    },
    tags: async (compartment, limit) => {
      const counts = new Map<string, number>();
      const tags = kept.all().flatMap((entry) => (entry.compartment === compartment && entry.forgottenAt === null ? entry.memory.tags : []));
      for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      return [...counts]
        .map(([tag, count]) => ({ tag, count }))
        .sort((left, right) => right.count - left.count || (left.tag < right.tag ? -1 : 1))
        .slice(0, limit);
    },
    retag: async (compartment, { from, to, by, action }) => {
      const tagged = kept
        .all()
        .filter((entry) => entry.compartment === compartment && entry.forgottenAt === null && entry.memory.tags.some((tag) => from.includes(tag)));
      kept.goesOn(action);
      for (const entry of tagged.slice(0, BATCH)) {
        kept.write(entry, { ...entry.memory, tags: retagged(entry.memory.tags, from, to), provenance: by }, action.at, action.id);
      }
      kept.record(action, { written: Math.min(tagged.length, BATCH) });
      return Math.min(tagged.length, BATCH);
    },
  };
}
