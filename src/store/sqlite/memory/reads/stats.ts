import type { MemoryStats } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { LIVE } from './filtered.ts';

export function statsReads(db: Sqlite) {
  const visible = createVisible(db);
  const counts = visible.own(
    (inside) => `SELECT COUNT(*) AS memories, MIN(m.created_at) AS oldestAt, MAX(m.created_at) AS newestAt FROM memories m WHERE ${inside('m')} AND ${LIVE}`,
  );
  const kinds = visible.own((inside) => `SELECT m.kind AS kind, COUNT(*) AS count FROM memories m WHERE ${inside('m')} AND ${LIVE} GROUP BY m.kind`);
  const forgotten = visible.own((inside) => `SELECT COUNT(*) AS count FROM memories m WHERE ${inside('m')} AND m.forgotten_at IS NOT NULL`);
  const tagCount = visible.own((inside) => `SELECT COUNT(DISTINCT tag) AS count FROM tags t WHERE ${inside('t')}`);
  const total = visible.everywhere('SELECT COUNT(*) AS count FROM memories WHERE forgotten_at IS NULL');
  const count = (row: unknown) => (row as { count: number }).count;

  return {
    stats: ({ compartment, now }: { compartment: string; now: number }): MemoryStats => {
      const { memories, oldestAt, newestAt } = counts.get({ compartment, now }) as Pick<MemoryStats, 'memories' | 'oldestAt' | 'newestAt'>;
      const rows = kinds.all({ compartment, now }) as { kind: string; count: number }[];
      return {
        memories,
        oldestAt,
        newestAt,
        forgotten: count(forgotten.get({ compartment })),
        tags: count(tagCount.get({ compartment })),
        kinds: Object.fromEntries(rows.map((row) => [row.kind, row.count])),
      };
    },
    /** In every compartment. */
    total: () => count(total.get()),
  };
}
