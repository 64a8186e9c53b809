/** Both memory stores, for what must hold on each. */
import { join } from 'node:path';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { MemoryStore } from '../../src/store/memory-store.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';

/** @param directory where each SQLite store that is opened gets a file of its own */
export function memoryStores(directory: string): readonly { readonly name: string; readonly open: () => Promise<MemoryStore> }[] {
  let files = 0;
  return [
    {
      name: 'SQLite',
      open: () =>
        createSqliteMemoryStore({ file: join(directory, `${files++}.db`), writerEntry: entryUrl('memory-writer'), searcherEntry: entryUrl('memory-searcher') }),
    },
    { name: 'volatile', open: async () => createVolatileMemoryStore() },
  ];
}
