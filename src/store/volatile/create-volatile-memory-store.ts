/** `MemoryStore` on Maps: finds the same memories, ranks them more simply, gone with the process. */
import { DEFAULT_SETTINGS } from '../default-settings.ts';
import type { CompartmentSettings, Memory, MemoryFilter, MemoryStore } from '../memory-store.ts';
import { createVolatileCompartments } from './compartments.ts';

type Kept = { memory: Memory; readonly compartment: string; forgottenAt: number | null; readonly versions: Memory[] };

export function createVolatileMemoryStore(): MemoryStore {
  const kept = new Map<string, Kept>();
  const settings = new Map<string, CompartmentSettings>();
  const compartments = createVolatileCompartments(
    (id) => ![...kept.values()].some(({ compartment }) => compartment === id),
    async (now) => Object.fromEntries([...new Set([...kept.values()].map(({ compartment }) => compartment))].map((id) => [id, live(id, now).length])),
  );

  /** Newest first. */
  const liveIn = (ids: readonly string[], now: number): Memory[] =>
    [...kept.values()]
      .filter((entry) => ids.includes(entry.compartment) && entry.forgottenAt === null && (entry.memory.expiresAt ?? Number.POSITIVE_INFINITY) > now)
      .map(({ memory }) => memory)
      .reverse();
  const live = (compartment: string, now: number): Memory[] => liveIn([compartment], now);
  const readable = (compartment: string, now: number): Memory[] => liveIn(compartments.readableFrom(compartment), now);
  const within = (compartment: string, id: string): Kept | undefined => {
    const entry = kept.get(id);
    return entry?.compartment === compartment ? entry : undefined;
  };

  return {
    add: async (compartment, memory) => {
      const existing = [...kept.values()].find((entry) => entry.compartment === compartment && entry.memory.content === memory.content);
      if (existing === undefined) {
        kept.set(memory.id, { memory, compartment, forgottenAt: null, versions: [] });
        return { id: memory.id, outcome: 'stored' };
      }
      const outcome = existing.forgottenAt === null ? 'existing' : 'restored';
      existing.forgottenAt = null;
      return { id: existing.memory.id, outcome };
    },
    update: async (compartment, memory) => {
      const entry = within(compartment, memory.id);
      if (entry === undefined || entry.forgottenAt !== null || entry.memory.version !== memory.version - 1) return 'gone';
      if ([...kept.values()].some((other) => other !== entry && other.compartment === compartment && other.memory.content === memory.content))
        return 'duplicate';
      entry.versions.push(entry.memory);
      entry.memory = memory;
      return 'updated';
    },
    forget: async (compartment, ids, now) =>
      ids.filter((id) => {
        const entry = within(compartment, id);
        if (entry === undefined || entry.forgottenAt !== null) return false;
        entry.forgottenAt = now;
        return true;
      }),
    readOnly: async (compartment, ids, now) => {
      const own = new Set(live(compartment, now).map(({ id }) => id));
      return readable(compartment, now)
        .map(({ id }) => id)
        .filter((id) => ids.includes(id) && !own.has(id));
    },
    find: async (compartment, id, now) => readable(compartment, now).find((memory) => memory.id === id) ?? null,
    list: async (compartment, filter, { limit, offset, now }) =>
      readable(compartment, now)
        .filter((memory) => passes(memory, filter))
        .slice(offset, offset + limit),
    matching: async (compartment, filter, { limit, now }) =>
      live(compartment, now)
        .filter((memory) => passes(memory, filter))
        .slice(0, limit)
        .map(({ id }) => id),
    search: async (compartment, text, filter, { limit, now }) => {
      const candidates = readable(compartment, now).filter(
        (memory) => passes(memory, filter) && (text.phrase === null || memory.content.includes(text.phrase)),
      );
      const rank = (expression: string | null, separator: 'words' | 'inside'): Memory[] => {
        if (expression === null) return [];
        const terms = [...expression.matchAll(/"((?:[^"]|"")*)"/g)].map(([, term = '']) => term.replaceAll('""', '"'));
        return candidates
          .map((memory) => ({ memory, score: terms.filter((term) => contains(memory, term, separator)).length }))
          .filter(({ score }) => score > 0)
          .sort((left, right) => right.score - left.score)
          .slice(0, limit)
          .map(({ memory }) => memory);
      };
      return { words: rank(text.words, 'words'), parts: rank(text.parts, 'inside'), grams: rank(text.grams, 'inside') };
    },
    stats: async (compartment, now) => {
      const memories = live(compartment, now);
      const times = memories.map(({ createdAt }) => createdAt);
      return {
        memories: memories.length,
        forgotten: [...kept.values()].filter((entry) => entry.compartment === compartment && entry.forgottenAt !== null).length,
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
    total: async () => [...kept.values()].filter(({ forgottenAt }) => forgottenAt === null).length,
    close: async () => undefined,
  };
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
/** A rough stem, enough to agree with the porter stemmer on regular plurals and endings. */
const stem = (word: string) => word.replace(/(?:ies|ing|ed|es|s|y|i)$/u, '');

function contains(memory: Memory, term: string, how: 'words' | 'inside'): boolean {
  const text = fold(`${memory.content} ${memory.tags.join(' ')}`);
  // A term of combining marks alone folds to nothing, and nothing is in everything.
  if (how === 'inside') return fold(term) === '' ? memory.content.includes(term) : text.includes(fold(term));
  return text.split(/[^\p{L}\p{N}]+/u).some((word) => stem(word) === stem(fold(term)));
}

function passes({ tags, kind, createdAt, provenance }: Memory, filter: MemoryFilter): boolean {
  const { tags: wanted = [], match = 'any' } = filter;
  if (filter.kind !== undefined && kind !== filter.kind) return false;
  if (filter.after !== undefined && createdAt < filter.after) return false;
  if (filter.before !== undefined && createdAt >= filter.before) return false;
  if (filter.client !== undefined && provenance.clientId !== filter.client && provenance.clientName !== filter.client) return false;
  if (wanted.length === 0) return true;
  return match === 'all' ? wanted.every((tag) => tags.includes(tag)) : wanted.some((tag) => tags.includes(tag));
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
