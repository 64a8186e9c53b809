import type { MemoryStats } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { VISIBLE } from './visible.ts';

export function statsReads(db: Sqlite) {
  const counts = db.prepare(`SELECT COUNT(*) AS memories, MIN(m.created_at) AS oldestAt, MAX(m.created_at) AS newestAt FROM memories m WHERE ${VISIBLE}`);
  const kinds = db.prepare(`SELECT m.kind AS kind, COUNT(*) AS count FROM memories m WHERE ${VISIBLE} GROUP BY m.kind`);
  const forgotten = db.prepare('SELECT COUNT(*) AS count FROM memories WHERE compartment = ? AND forgotten_at IS NOT NULL');
  const tagCount = db.prepare('SELECT COUNT(DISTINCT tag) AS count FROM tags WHERE compartment = ?');
  const total = db.prepare('SELECT COUNT(*) AS count FROM memories WHERE forgotten_at IS NULL');
  const count = (row: unknown) => (row as { count: number }).count;

  return {
    stats: ({ compartment, now }: { compartment: string; now: number }): MemoryStats => {
      const { memories, oldestAt, newestAt } = counts.get({ compartment, now }) as Pick<MemoryStats, 'memories' | 'oldestAt' | 'newestAt'>;
      const rows = kinds.all({ compartment, now }) as { kind: string; count: number }[];
      return {
        memories,
        oldestAt,
        newestAt,
        forgotten: count(forgotten.get(compartment)),
        tags: count(tagCount.get(compartment)),
        kinds: Object.fromEntries(rows.map((row) => [row.kind, row.count])),
      };
    },
    /** In every compartment. */
    total: () => count(total.get()),
  };
}
