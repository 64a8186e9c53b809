import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { RAN_OUT } from './filtered.ts';

/** Most used first. */
export function tagReads(db: Sqlite) {
  const tags = createVisible(db).reading(
    (inside) => `SELECT tag, COUNT(*) AS count FROM tags WHERE ${inside('tags')}
     AND number NOT IN (SELECT number FROM memories m WHERE ${inside('m')} AND ${RAN_OUT})
     GROUP BY tag ORDER BY count DESC, tag LIMIT @limit + 0`,
  );
  return {
    tags: (use: { compartment: string; limit: number; now: number }) => tags.all(use) as { tag: string; count: number }[],
  };
}
