/**
 * `VectorStore` on SQLite. It reads on a searching thread of its own, because distances take longest and a search by words
 * must not wait for them; the thread exists only once embeddings are turned on.
 */
import type { VectorStore } from '../vector-store.ts';
import { openWorker, type StoreWorker } from './open-worker.ts';

type Options = { readonly file: string; readonly entry: URL; readonly writer: StoreWorker };

export function createSqliteVectorStore({ file, entry, writer }: Options): VectorStore & { close(): Promise<void> } {
  let opened: Promise<StoreWorker> | null = null;
  const reader = () => {
    opened ??= openWorker({ entry, file });
    return opened;
  };
  return {
    open: async () => (await reader()).run('vectors.missing', null),
    use: (model, dimension) => writer.run('vectors.use', { model, dimension }),
    queue: () => writer.run('vectors.queue', null),
    waiting: async (limit) => (await reader()).run('vectors.waiting', limit),
    count: async () => (await reader()).run('vectors.count', null),
    keep: (model, embeddings) => writer.run('vectors.keep', { model, embeddings }),
    nearest: async (compartment, vector, filter, page) => (await reader()).run('vectors.nearest', { compartment, vector, filter, ...page }),
    async close() {
      await (await opened)?.close();
    },
  };
}
