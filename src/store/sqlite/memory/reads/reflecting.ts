import type { ListPlace } from '../../../memory-store.ts';
import type { Reflected } from '../../../reflecting.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { behind, placeOf } from './behind.ts';
import { LIVE } from './filtered.ts';
import { COLUMNS, readMemory } from './memory-row.ts';

type Newest = { readonly compartment: string; readonly limit: number; readonly after?: ListPlace | undefined; readonly now: number };
type Row = { readonly used_at: number | null };

export function reflectingReads(db: Sqlite) {
  const { own } = createVisible(db);
  const newest = own(
    (inside) =>
      `SELECT (SELECT at FROM uses WHERE number = m.number) AS used_at, ${COLUMNS} FROM memories m WHERE ${inside('m')} AND ${LIVE} AND ${behind(inside('b'))}
       ORDER BY m.created_at DESC, m.number DESC LIMIT @limit + 0`,
  );
  const find = own(
    (inside) => `SELECT (SELECT at FROM uses WHERE number = m.number) AS used_at, ${COLUMNS} FROM memories m WHERE m.id = @id AND ${inside('m')} AND ${LIVE}`,
  );
  const tags = own((inside) => `SELECT tag, COUNT(*) AS count FROM tags WHERE ${inside('tags')} GROUP BY tag ORDER BY count DESC, tag LIMIT @limit + 0`);
  const reflected = ({ used_at: usedAt, ...row }: Row): Reflected => ({ memory: readMemory(row), usedAt });

  return {
    'reflecting.newest': ({ after, ...use }: Newest): Reflected[] => (newest.all({ ...use, ...placeOf(after) }) as Row[]).map(reflected),
    'reflecting.find': (use: { compartment: string; id: string; now: number }): Reflected | null => {
      const row = find.get(use) as Row | undefined;
      return row === undefined ? null : reflected(row);
    },
    'reflecting.tags': (use: { compartment: string; limit: number }) => tags.all(use) as { tag: string; count: number }[],
  };
}
