import type { Swept } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import type { Indexes } from './indexes.ts';
import type { Moves, Place } from './moves.ts';

/** Small enough that a store which comes meanwhile does not notice. */
const BATCH = 50;

export function sweepWrites(db: Sqlite, { indexes, moves }: { readonly indexes: Indexes; readonly moves: Moves }) {
  const runOut = db.prepare(
    `SELECT number, compartment, id FROM memories WHERE forgotten_at IS NULL AND expires_at <= ? ORDER BY expires_at, number LIMIT ${BATCH}`,
  );
  const over = db.prepare(`SELECT number, compartment, content FROM memories WHERE forgotten_at < ? LIMIT ${BATCH}`);
  const dropVersions = db.prepare('DELETE FROM versions WHERE number = ?');
  const drop = db.prepare('DELETE FROM memories WHERE number = ?');
  const inBin = db.prepare('SELECT number, compartment, content FROM memories WHERE id = ? AND forgotten_at IS NOT NULL');
  const dropActions = db.prepare(`DELETE FROM actions WHERE id IN (SELECT id FROM actions WHERE at < ? LIMIT ${BATCH})`);

  function dropForGood(place: Omit<Place, 'id'>): void {
    indexes.drop(place);
    dropVersions.run(place.number);
    drop.run(place.number);
  }

  return {
    'keeping.delete': ({ ids }: { ids: readonly string[] }): string[] =>
      ids.filter((id) => {
        const place = inBin.get(id) as Omit<Place, 'id'> | undefined;
        if (place !== undefined) dropForGood(place);
        return place !== undefined;
      }),
    'keeping.sweep': ({ now, before }: { now: number; before: number }): Swept => {
      const expired = runOut.all(now) as Omit<Place, 'content'>[];
      for (const { number } of expired) moves.forget(number, now, null);
      const gone = over.all(before) as Omit<Place, 'id'>[];
      for (const place of gone) dropForGood(place);
      const { changes } = dropActions.run(before);
      return {
        ranOut: expired.map(({ compartment, id }) => ({ compartment, id })),
        more: [expired.length, gone.length, changes].includes(BATCH),
      };
    },
  };
}
