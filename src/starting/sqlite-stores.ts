import { join } from 'node:path';
import { entryUrl } from '../edge/worker-entries.ts';
import type { GatehouseDeps } from '../gatehouse/deps.ts';
import { createSqliteAuthStore } from '../store/sqlite/create-auth-store.ts';
import { createSqliteMemoryStore } from '../store/sqlite/create-memory-store.ts';

/** How the databases of a data directory are opened; none is yet. */
export function sqliteStores(directory: string): Pick<GatehouseDeps, 'openAuthStore' | 'openMemoryStore'> {
  return {
    openAuthStore: (activityKey) => createSqliteAuthStore({ file: join(directory, 'auth.db'), writerEntry: entryUrl('auth-writer'), activityKey }),
    openMemoryStore: () =>
      createSqliteMemoryStore({
        file: join(directory, 'memory.db'),
        writerEntry: entryUrl('memory-writer'),
        searcherEntry: entryUrl('memory-searcher'),
      }),
  };
}
