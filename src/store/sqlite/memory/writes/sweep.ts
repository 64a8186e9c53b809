import type { Sqlite } from '../../open-database.ts';
import type { Indexes } from './indexes.ts';
import type { Moves, Place } from './moves.ts';

/** Small enough that a store which comes meanwhile does not notice. */
const BATCH = 50;

export function sweepWrites(db: Sqlite, { indexes, moves }: { readonly indexes: Indexes; readonly moves: Moves }) {
  const runOut = db.prepare(`SELECT number FROM memories WHERE forgotten_at IS NULL AND expires_at <= ? LIMIT ${BATCH}`).pluck();
  const over = db.prepare(`SELECT number, compartment, content FROM memories WHERE forgotten_at < ? LIMIT ${BATCH}`);
  const dropVersions = db.prepare('DELETE FROM versions WHERE number = ?');
  const drop = db.prepare('DELETE FROM memories WHERE number = ?');
  const dropActions = db.prepare(`DELETE FROM actions WHERE id IN (SELECT id FROM actions WHERE at < ? LIMIT ${BATCH})`);
  return {
    'keeping.sweep': ({ now, before }: { now: number; before: number }): boolean => {
      const expired = runOut.all(now) as number[];
      for (const number of expired) moves.forget(number, now, null);
      const gone = over.all(before) as Omit<Place, 'id'>[];
      for (const place of gone) {
        indexes.drop(place);
        dropVersions.run(place.number);
        drop.run(place.number);
      }
      const { changes } = dropActions.run(before);
      return [expired.length, gone.length, changes].includes(BATCH);
    },
  };
}
