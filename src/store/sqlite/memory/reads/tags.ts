import type { Sqlite } from '../../open-database.ts';

/** Most used first. */
export function tagReads(db: Sqlite) {
  const tags = db.prepare('SELECT tag, COUNT(*) AS count FROM tags WHERE compartment = ? GROUP BY tag ORDER BY count DESC, tag LIMIT ?');
  return {
    tags: ({ compartment, limit }: { compartment: string; limit: number }) => tags.all(compartment, limit) as { tag: string; count: number }[],
  };
}
