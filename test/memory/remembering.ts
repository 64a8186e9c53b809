/** Memories on the real store, and callers in compartments of their own. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { Caller } from '../../src/memory/caller.ts';
import { createMemories } from '../../src/memory/memories.ts';
import { createSqliteMemoryStore } from '../../src/store/sqlite/create-memory-store.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { createTestClock, type TestClock } from '../support/gatehouse.ts';

type Setting = { readonly clock?: TestClock; readonly timeZone?: () => string };

export async function openMemories({ clock = createTestClock(), timeZone = () => 'UTC' }: Setting = {}) {
  const directory = temporaryDirectory();
  const store = await createSqliteMemoryStore({
    file: join(directory, 'memory.db'),
    writerEntry: entryUrl('memory-writer'),
    searcherEntry: entryUrl('memory-searcher'),
  });
  const memories = createMemories({
    store,
    clock,
    random: { bytes: (count) => randomBytes(count) },
    timeZone,
    onHeld: () => undefined,
  });
  let counter = 0;
  return {
    memories,
    /** A caller in a compartment that nothing else uses, who remembers all of this. */
    async remembering(...contents: readonly string[]): Promise<Caller> {
      counter += 1;
      const who: Caller = { compartment: `here${counter}`, clientId: 'gh_a', clientName: 'A', program: null, grantId: `gr_${counter}` };
      for (const content of contents) await memories.store(who, { content });
      return who;
    },
    recalled: async (who: Caller, query: string) => (await memories.recall(who, query)).items.map(({ memory }) => memory.content),
    async close(): Promise<void> {
      await store.close();
      removeDirectory(directory);
    },
  };
}
