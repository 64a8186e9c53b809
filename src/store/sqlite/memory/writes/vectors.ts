import type { Embedding } from '../../../vector-store.ts';
import type { Sqlite } from '../../open-database.ts';

/** Rows of one turn of the writer: others are waiting for it. */
const STRETCH = 2_000;

export function vectorWrites(db: Sqlite) {
  const inUse = db.prepare('SELECT model, dimension FROM embedding');
  const use = db.prepare('INSERT OR REPLACE INTO embedding (one, model, dimension, queued_to) VALUES (1, @model, @dimension, 0)');
  const dropVectors = db.prepare('DELETE FROM vectors');
  const emptyQueue = db.prepare('DELETE FROM unembedded');
  const queued = db.prepare('SELECT queued_to FROM embedding').pluck();
  const stretch = db.prepare('SELECT max(number) FROM (SELECT number FROM memories WHERE number > @from ORDER BY number LIMIT @limit + 0)').pluck();
  const enqueue = db.prepare(
    'INSERT OR IGNORE INTO unembedded (number) SELECT number FROM memories WHERE number > @from AND number <= @to AND forgotten_at IS NULL',
  );
  const setQueued = db.prepare('UPDATE embedding SET queued_to = ?');
  const keep = db.prepare(
    `INSERT OR REPLACE INTO vectors (number, compartment, vector)
     SELECT number, compartment, @vector FROM memories WHERE id = @id AND version = @version AND forgotten_at IS NULL`,
  );
  const done = db.prepare('DELETE FROM unembedded WHERE number = (SELECT number FROM memories WHERE id = @id AND version = @version)');

  return {
    'vectors.use': (wanted: { model: string; dimension: number }): void => {
      const current = inUse.get() as typeof wanted | undefined;
      if (current?.model === wanted.model && current.dimension === wanted.dimension) return;
      dropVectors.run();
      emptyQueue.run();
      use.run(wanted);
    },
    'vectors.queue': (): boolean => {
      const from = (queued.get() ?? null) as number | null;
      if (from === null) return false;
      const to = stretch.get({ from, limit: STRETCH }) as number | null;
      if (to !== null) enqueue.run({ from, to });
      setQueued.run(to);
      return to !== null;
    },
    'vectors.keep': ({ model, embeddings }: { model: string; embeddings: readonly Embedding[] }): void => {
      const current = inUse.get() as { model: string; dimension: number } | undefined;
      if (current?.model !== model) return;
      for (const { id, version, vector } of embeddings) {
        if (vector !== null && vector.length !== current.dimension) continue;
        if (vector !== null) keep.run({ id, version, vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength) });
        done.run({ id, version });
      }
    },
  };
}
