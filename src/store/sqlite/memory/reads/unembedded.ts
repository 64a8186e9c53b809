import type { Unembedded } from '../../../vector-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';

/** Characters of a memory that are read for its vector: its beginning says what it is about, and models take little more. */
const BEGINNING = 2_000;

/** What waits for a vector, in every compartment. */
export function unembeddedReads(db: Sqlite) {
  const { everywhere } = createVisible(db);
  const waiting = everywhere(
    `SELECT m.id, m.version, concat_ws(char(10), substr(m.content, 1, @beginning), (SELECT group_concat(value, ' ') FROM json_each(m.tags))) AS text
     FROM unembedded u JOIN memories m ON m.number = u.number ORDER BY u.number DESC LIMIT @limit + 0`,
  );
  const count = everywhere(
    'SELECT (SELECT count(*) FROM unembedded) + (SELECT count(*) FROM memories, embedding WHERE number > queued_to AND forgotten_at IS NULL)',
  ).pluck();
  return {
    'vectors.waiting': (limit: number): Unembedded[] => waiting.all({ limit, beginning: BEGINNING }) as Unembedded[],
    'vectors.count': (): number => count.get() as number,
  };
}
