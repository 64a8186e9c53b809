/** `MemoryStore` on SQLite: one writer, one searcher, each in a thread of its own. */
import { DEFAULT_SETTINGS } from '../default-settings.ts';
import type { MemoryStore } from '../memory-store.ts';
import { openWorker } from './open-worker.ts';

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
  return {
    add: (compartment, memory) => writer.run('memories.add', { compartment, memory }),
    update: (compartment, memory) => writer.run('memories.update', { compartment, memory }),
    forget: (compartment, ids, now) => writer.run('memories.forget', { compartment, ids, now }),
    find: (compartment, id, now) => searcher.run('find', { compartment, id, now }),
    readOnly: (compartment, ids, now) => searcher.run('readOnly', { compartment, ids, now }),
    list: (compartment, filter, page) => searcher.run('list', { compartment, filter, ...page }),
    matching: (compartment, filter, page) => searcher.run('matching', { compartment, filter, ...page }),
    search: (compartment, text, filter, page) => searcher.run('search', { compartment, text, filter, ...page }),
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
    total: () => searcher.run('total', null),
    async close() {
      await searcher.close();
      await writer.close();
    },
  };
}
