import type { MemoryStats } from '../../../memory-store.ts';
import type { InSteps } from '../../in-steps.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { eachValue } from './each-value.ts';
import { LIVE } from './filtered.ts';

type OfKind = { readonly count: number; readonly oldestAt: number; readonly newestAt: number };

export function statsReads(db: Sqlite) {
  const visible = createVisible(db);
  // Named, because SQLite takes one that does not say what has run out, and looks at every memory for it.
  const live = 'memories m INDEXED BY memories_counted';
  const kinds = visible
    .own(
      (inside) =>
        `${eachValue({ from: live, where: `${inside('m')} AND m.forgotten_at IS NULL`, value: 'm.kind' })} SELECT value FROM each WHERE value IS NOT NULL`,
    )
    .pluck();
  const ofKind = visible.own(
    (inside) =>
      `SELECT COUNT(*) AS count, MIN(m.created_at) AS oldestAt, MAX(m.created_at) AS newestAt FROM ${live} WHERE ${inside('m')} AND ${LIVE} AND m.kind = +@kind`,
  );
  const forgotten = visible.own((inside) => `SELECT COUNT(*) FROM memories m WHERE ${inside('m')} AND m.forgotten_at IS NOT NULL`).pluck();
  const tags = visible.own((inside) => `SELECT COUNT(DISTINCT tag) FROM tags t WHERE ${inside('t')}`).pluck();
  const total = visible.everywhere('SELECT COUNT(*) FROM memories WHERE forgotten_at IS NULL').pluck();

  return {
    /** A kind at a time, then the bin, then the tags: a client asks for this whenever it likes, and others are searching. */
    *stats({ compartment, now }: { compartment: string; now: number }): InSteps<MemoryStats> {
      const counted: (OfKind & { readonly kind: string })[] = [];
      for (const kind of kinds.all({ compartment }) as string[]) {
        const of = ofKind.get({ compartment, now, kind }) as OfKind;
        if (of.count > 0) counted.push({ kind, ...of });
        yield;
      }
      const inBin = forgotten.get({ compartment }) as number;
      yield;
      return {
        memories: counted.reduce((sum, { count }) => sum + count, 0),
        oldestAt: counted.length === 0 ? null : Math.min(...counted.map(({ oldestAt }) => oldestAt)),
        newestAt: counted.length === 0 ? null : Math.max(...counted.map(({ newestAt }) => newestAt)),
        forgotten: inBin,
        tags: tags.get({ compartment }) as number,
        kinds: Object.fromEntries(counted.map(({ kind, count }) => [kind, count])),
      };
    },
    /** In every compartment. */
    total: () => total.get() as number,
  };
}
