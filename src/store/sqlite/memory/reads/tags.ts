import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';

/** Most used first. */
export function tagReads(db: Sqlite) {
  const tags = createVisible(db).reading(
    (inside) => `SELECT tag, COUNT(*) AS count FROM tags WHERE ${inside('tags')} GROUP BY tag ORDER BY count DESC, tag LIMIT @limit + 0`,
  );
  return {
    tags: (use: { compartment: string; limit: number }) => tags.all(use) as { tag: string; count: number }[],
  };
}
