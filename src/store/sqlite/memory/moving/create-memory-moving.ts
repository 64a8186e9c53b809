import type { MemoryMoving } from '../../../memory-moving.ts';
import { openWorker, type StoreWorker } from '../../open-worker.ts';

type Deps = { readonly file: string; readonly writer: StoreWorker; readonly searcher: StoreWorker; readonly searcherEntry: URL };

/** A snapshot has a thread and a connection of its own, so that no search waits for an export, and none sees its past. */
export function createMemoryMoving({ file, writer, searcher, searcherEntry }: Deps): MemoryMoving {
  return {
    snapshot: async (compartment) => {
      const exporter = await openWorker({ entry: searcherEntry, file });
      try {
        const memories = await exporter.run<number>('moving.begin', compartment);
        return { memories, next: () => exporter.run<readonly string[] | null>('moving.next', null), close: () => exporter.close() };
      } catch (error) {
        await exporter.close();
        throw error;
      }
    },
    restore: (records, now) => writer.run('moving.restore', { records, now }),
    known: (compartment, contents, now) => searcher.run('moving.known', { compartment, contents, now }),
  };
}
