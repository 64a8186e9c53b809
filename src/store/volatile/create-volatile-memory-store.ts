/** `MemoryStore` on Maps: finds the same memories, ranks them more simply, gone with the process. */

import { DEFAULT_SETTINGS } from '../default-settings.ts';
import type { LastRead } from '../memory-keeping.ts';
import type { CompartmentSettings, Hit, Memory, MemoryStore } from '../memory-store.ts';
import { createVolatileCompartments } from './compartments.ts';
import { createVolatileHeldMemories } from './held-memories.ts';
import { createKeptMemories, isCurrent, type Kept } from './kept-memories.ts';
import { createMemoryKeeping } from './memory-keeping.ts';
import { contains, hasForm, passes, sharedWords } from './memory-matches.ts';
import { createMemoryMoving } from './memory-moving.ts';
import { createVolatileReflecting } from './reflecting.ts';
import { createVolatileVectors } from './vectors.ts';

const NEAR = 0.5;

export function createVolatileMemoryStore(): MemoryStore {
  const kept = createKeptMemories();
  const settings = new Map<string, CompartmentSettings>();
  const held = createVolatileHeldMemories(kept);
  const compartments = createVolatileCompartments(
    (id) => held.isEmpty(id) && !kept.all().some(({ compartment }) => compartment === id),
    async (now) => Object.fromEntries([...new Set(kept.all().map(({ compartment }) => compartment))].map((id) => [id, live(id, now).length])),
    kept.removed,
  );
  const uses = new Map<string, number>();
  const usedAt = new Map<string, number>();
  const lastReads = new Map<string, LastRead>();

  /** Newest first. */
  const liveEntries = (ids: readonly string[], now: number): Kept[] =>
    kept
      .all()
      .filter((entry) => ids.includes(entry.compartment) && isCurrent(entry, now))
      .reverse();
  const live = (compartment: string, now: number): Memory[] => liveEntries([compartment], now).map(({ memory }) => memory);
  const readable = (compartment: string, now: number): Memory[] => liveEntries(compartments.readableFrom(compartment), now).map(({ memory }) => memory);

  return {
    add: async (compartment, memory) => kept.add(compartment, memory, memory.updatedAt, null),
    addAll: async (compartment, memories, action) => {
      kept.goesOn(action);
      const added = memories.map((memory) => kept.add(compartment, memory, action.at, action.id));
      kept.record(action, { written: added.filter(({ outcome }) => outcome !== 'existing').length });
      return added;
    },
    update: async (compartment, memory) => {
      const entry = kept.within(compartment, memory.id);
      if (entry === undefined || entry.forgottenAt !== null || entry.memory.version !== memory.version - 1) return 'gone';
      const twin = kept.twin(compartment, memory.content, memory.updatedAt);
      if (twin !== undefined && twin !== entry) return { twin: twin.memory.id };
      kept.write(entry, memory, memory.updatedAt, null);
      return 'updated';
    },
    forget: async (compartment, ids, action) => {
      const found = liveEntries([compartment], action.at).filter(({ memory }) => ids.includes(memory.id));
      for (const entry of found) kept.forget(entry, action.at, action.id);
      kept.record(action, { forgotten: found.length });
      return [...new Set(ids)].filter((id) => found.some(({ memory }) => memory.id === id));
    },
    near: async (compartment, content, { limit, now }) =>
      live(compartment, now)
        .map((memory) => ({ memory, shared: sharedWords(content, memory.content) }))
        .filter(({ shared }) => shared >= NEAR)
        .sort((left, right) => right.shared - left.shared)
        .slice(0, limit)
        .map(({ memory }) => memory),
    readOnly: async (compartment, ids, now) => {
      const own = new Set(live(compartment, now).map(({ id }) => id));
      return readable(compartment, now)
        .map(({ id }) => id)
        .filter((id) => ids.includes(id) && !own.has(id));
    },
    find: async (compartment, id, now) => readable(compartment, now).find((memory) => memory.id === id) ?? null,
    list: async (compartment, filter, { limit, after, now }) => {
      const listed = readable(compartment, now)
        .filter((memory) => passes(memory, filter))
        .sort((left, right) => right.createdAt - left.createdAt);
      const end = after === undefined ? 0 : listed.findIndex(({ id }) => id === after.id) + 1;
      return listed.slice(end, end + limit);
    },
    read: async (compartment, ids, now) => {
      const memories = readable(compartment, now);
      return ids.flatMap((id) => memories.find((memory) => memory.id === id) ?? []);
    },
    countUses: async (compartment, counted, now) => {
      for (const { id, count, by } of counted.filter((each) => kept.within(compartment, each.id) !== undefined)) {
        uses.set(id, (uses.get(id) ?? 0) + count);
        usedAt.set(id, now);
        lastReads.set(id, { id, at: now, ...by });
      }
    },
    matching: async (compartment, { ids, ...filter }, { limit, now }) =>
      live(compartment, now)
        .filter((memory) => passes(memory, filter) && (ids === undefined || ids.includes(memory.id)))
        .slice(0, limit)
        .map(({ id }) => id),
    search: async (compartment, text, filter, { limit, now }) => {
      const candidates = readable(compartment, now).filter(
        (memory) => passes(memory, filter) && (text.phrase === null || memory.content.includes(text.phrase)),
      );
      const hasIt = (memory: Memory, term: string, how: 'words' | 'inside') =>
        [term, text.spellings?.get(term) ?? term].some((spelling) => contains(memory, spelling, how)) ||
        (how === 'words' && (text.forms?.get(term) ?? []).some((form) => hasForm(memory, form)));
      const rank = (terms: readonly string[], how: 'words' | 'inside'): Hit[] =>
        candidates
          .map((memory) => ({ ...memory, uses: uses.get(memory.id) ?? 0, score: terms.filter((term) => hasIt(memory, term, how)).length }))
          .filter(({ score }) => score > 0)
          .sort((left, right) => right.score - left.score)
          .slice(0, limit);
      if (text.words.length + text.grams.length > 0) {
        return { words: rank(text.words, 'words'), parts: rank(text.parts, 'inside'), grams: rank(text.grams, 'inside'), spelling: [] };
      }
      const phrase = text.phrase === null ? [] : candidates.slice(0, limit);
      return { words: phrase.map((memory) => ({ ...memory, uses: 0, score: 1 })), parts: [], grams: [], spelling: [] };
    },
    stats: async (compartment, now) => {
      const memories = live(compartment, now);
      const times = memories.map(({ createdAt }) => createdAt);
      return {
        memories: memories.length,
        forgotten: kept.all().filter((entry) => entry.compartment === compartment && entry.forgottenAt !== null).length,
        tags: new Set(memories.flatMap(({ tags }) => tags)).size,
        kinds: countBy(memories.map(({ kind }) => kind)),
        oldestAt: times.length === 0 ? null : Math.min(...times),
        newestAt: times.length === 0 ? null : Math.max(...times),
      };
    },
    tags: async (compartment, limit, now) =>
      Object.entries(countBy(readable(compartment, now).flatMap(({ tags }) => tags)))
        .map(([tag, count]) => ({ tag, count }))
        .sort((left, right) => right.count - left.count || (left.tag < right.tag ? -1 : 1))
        .slice(0, limit),
    settings: async (compartment) => settings.get(compartment) ?? DEFAULT_SETTINGS,
    setSettings: async (compartment, value) => void settings.set(compartment, value),
    compartments: compartments.store,
    keeping: createMemoryKeeping({ kept, exists: compartments.has, lastReads, takeHeldAway: held.takeAway }),
    held,
    vectors: createVolatileVectors({
      everywhere: () =>
        kept
          .all()
          .filter(({ forgottenAt }) => forgottenAt === null)
          .map(({ memory }) => memory),
      visible: (compartment, filter, now) => readable(compartment, now).filter((memory) => passes(memory, filter)),
    }),
    moving: createMemoryMoving({ kept, compartments: compartments.store, settings }),
    reflecting: createVolatileReflecting(kept, usedAt),
    total: async () => kept.all().filter(({ forgottenAt }) => forgottenAt === null).length,
    close: async () => undefined,
  };
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
