import type { Memory } from '../../../memory-store.ts';
import { sketchOf } from '../../../sketch.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { LIVE } from './filtered.ts';
import { COLUMNS, readMemory } from './memory-row.ts';

type Near = { readonly compartment: string; readonly content: string; readonly limit: number; readonly now: number };

/** Of each band, so that a form that was filled in ten thousand times costs no more than one that was filled in once. */
const PER_BAND = 20;

export function nearReads(db: Sqlite) {
  const { own, everywhere } = createVisible(db);
  // Sketches of two compartments never meet.
  const sharing = everywhere(`SELECT number FROM sketches WHERE band = +? ORDER BY number DESC LIMIT ${PER_BAND}`).pluck();
  const find = own((inside) => `SELECT ${COLUMNS} FROM memories m WHERE m.number = @number AND ${inside('m')} AND ${LIVE}`);
  return {
    /** Those that share most bands first. */
    near: ({ compartment, content, limit, now }: Near): Memory[] => {
      const shared = new Map<number, number>();
      for (const band of sketchOf(compartment, content)) {
        for (const number of sharing.all(band) as number[]) shared.set(number, (shared.get(number) ?? 0) + 1);
      }
      const best = [...shared].sort(([left, many], [right, more]) => more - many || right - left);
      return best
        .map(([number]) => find.get({ number, compartment, now }))
        .filter((row) => row !== undefined)
        .slice(0, limit)
        .map(readMemory);
    },
  };
}
