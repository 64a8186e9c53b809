/** `MemoryStore` on SQLite: one writer, one searcher, each in a thread of its own; with embeddings a third for their distances. */
import { DEFAULT_SETTINGS } from '../default-settings.ts';
import type { MemoryStore } from '../memory-store.ts';
import { createMemoryMoving } from './memory/moving/create-memory-moving.ts';
import { openWorker } from './open-worker.ts';
import { createSqliteVectorStore } from './vector-store.ts';

type Options = {
  /** `memory.db` */
  readonly file: string;
  readonly writerEntry: URL;
  readonly searcherEntry: URL;
};

/** @throws DatabaseTooNew, DatabaseRefused, StoreUnavailable */
export async function createSqliteMemoryStore({ file, writerEntry, searcherEntry }: Options): Promise<MemoryStore> {
  const writer = await openWorker({ entry: writerEntry, file });
  const searcher = await openWorker({ entry: searcherEntry, file });
  const vectors = createSqliteVectorStore({ file, entry: searcherEntry, writer });
  return {
    add: (compartment, memory) => writer.run('memories.add', { compartment, memory }),
    update: (compartment, memory) => writer.run('memories.update', { compartment, memory }),
    addAll: (compartment, memories, action) => writer.run('memories.addAll', { compartment, memories, action }),
    forget: (compartment, ids, action) => writer.run('memories.forget', { compartment, ids, action }),
    near: (compartment, content, page) => searcher.run('near', { compartment, content, ...page }),
    find: (compartment, id, now) => searcher.run('find', { compartment, id, now }),
    readOnly: (compartment, ids, now) => searcher.run('readOnly', { compartment, ids, now }),
    list: (compartment, filter, page) => searcher.run('list', { compartment, filter, ...page }),
    matching: (compartment, filter, page) => searcher.run('matching', { compartment, filter, ...page }),
    search: (compartment, text, filter, page) => searcher.run('search', { compartment, text, filter, ...page }),
    read: (compartment, ids, now) => searcher.run('read', { compartment, ids, now }),
    countUses: (compartment, uses, now) => writer.run('uses.count', { compartment, uses, now }),
    stats: (compartment, now) => searcher.run('stats', { compartment, now }),
    tags: (compartment, limit) => searcher.run('tags', { compartment, limit }),
    settings: async (compartment) => {
      const kept = await searcher.run<string | null>('settings', compartment);
      return kept === null ? DEFAULT_SETTINGS : { ...DEFAULT_SETTINGS, ...JSON.parse(kept) };
    },
    setSettings: (compartment, settings) => writer.run('settings.set', { compartment, settings }),
    compartments: {
      list: () => searcher.run('compartments.list', null),
      create: (compartment, key) => writer.run('compartments.create', { ...compartment, key }),
      rename: (id, name, key) => writer.run('compartments.rename', { id, name, key }),
      remove: (id) => writer.run('compartments.remove', { id }),
      setWindows: (id, sees) => writer.run('compartments.windows', { id, sees }),
      counts: (now) => searcher.run('compartments.counts', now),
    },
    keeping: {
      list: (filter, page, now) => searcher.run('keeping.list', { filter, ...page, now }),
      bin: (page) => searcher.run('keeping.bin', page),
      find: (id) => searcher.run('keeping.find', id),
      history: (id) => searcher.run('keeping.history', id),
      actions: (page) => searcher.run('keeping.actions', page),
      lastReads: (ids) => searcher.run('keeping.lastReads', ids),
      facets: (compartment, limit) => searcher.run('keeping.facets', { compartment, limit }),
      forget: (ids, action) => writer.run('keeping.forget', { ids, action }),
      move: (ids, from, to, now) => writer.run('keeping.move', { ids, from, to, now }),
      restore: (ids, now) => writer.run('keeping.restore', { ids, now }),
      delete: (ids) => writer.run('keeping.delete', { ids }),
      takeBack: (author, action) => writer.run('keeping.takeBack', { author, action }),
      undo: (actionId, now) => writer.run('keeping.undo', { actionId, now }),
      sweep: (now, before) => writer.run('keeping.sweep', { now, before }),
    },
    held: {
      hold: (held, most, action) => writer.run('held.hold', { held, most, action }),
      look: (compartment, memory) => searcher.run('held.look', { compartment, memory }),
      list: (page) => searcher.run('held.list', page),
      find: (id) => searcher.run('held.find', id),
      counts: () => searcher.run('held.counts', null),
      release: (id, now) => writer.run('held.release', { id, now }),
      allow: (compartment, memory) => writer.run('held.allow', { compartment, memory }),
      delete: (id) => writer.run('held.delete', id),
      past: (after, limit) => searcher.run('held.past', { after, limit }),
      take: (held) => writer.run('held.take', held),
      rescan: () => searcher.run('held.rescan', null),
      setRescan: (rescan) => writer.run('held.setRescan', rescan),
    },
    moving: createMemoryMoving({ file, writer, searcher, searcherEntry }),
    reflecting: {
      newest: (compartment, page) => searcher.run('reflecting.newest', { compartment, ...page }),
      find: (compartment, id, now) => searcher.run('reflecting.find', { compartment, id, now }),
      tags: (compartment, limit) => searcher.run('reflecting.tags', { compartment, limit }),
      retag: (compartment, retag) => writer.run('reflecting.retag', { compartment, retag }),
    },
    total: () => searcher.run('total', null),
    vectors,
    async close() {
      await vectors.close();
      await searcher.close();
      await writer.close();
    },
  };
}
