import type { Undone } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import type { Moves, Place } from './moves.ts';

export type Undo = (actionId: string, now: number) => Undone | null;

/**
 * Undoes an action as one: what it forgot comes back, what it wrote becomes what was before, what still waits for the person
 * because of it is gone. What was changed since stays as it is.
 */
export function createUndo(db: Sqlite, moves: Moves): Undo {
  const begin = db.prepare('UPDATE actions SET undone_at = @now WHERE id = @id AND undone_at IS NULL');
  const forgotten = db.prepare('SELECT number, id, compartment, content FROM memories WHERE forgotten_by = ?');
  const written = db.prepare('SELECT number, id, compartment, content, version FROM memories WHERE written_by = ? AND forgotten_at IS NULL');
  const dropHeld = db.prepare('DELETE FROM held WHERE action = ?');
  return (id, now) => {
    if (begin.run({ id, now }).changes === 0) return null;
    // Both before anything moves: what is brought back here must not count as written by the action that is undone.
    const lists = { forgotten: forgotten.all(id) as Place[], written: written.all(id) as (Place & { version: number })[] };
    const back = lists.written.map((place) => {
      if (place.version > 1 && moves.revert(place, place.version - 1, now, null)) return 'written';
      moves.sayAgain(place, place.version - 1, now);
      moves.forget(place.number, now, id);
      return 'forgotten';
    });
    const restored = lists.forgotten.filter((place) => moves.restore(place, now)).length;
    return {
      restored,
      left: lists.forgotten.length - restored,
      held: dropHeld.run(id).changes,
      written: back.filter((move) => move === 'written').length,
      forgotten: back.filter((move) => move === 'forgotten').length,
      compartments: [...new Set([...lists.forgotten, ...lists.written].map(({ compartment }) => compartment))],
    };
  };
}

export function undoWrites(db: Sqlite, { moves, undo }: { readonly moves: Moves; readonly undo: Undo }) {
  const inBin = db.prepare('SELECT number, id, compartment, content FROM memories WHERE id = ? AND forgotten_at IS NOT NULL');
  return {
    'keeping.undo': ({ actionId, now }: { actionId: string; now: number }): Undone | null => undo(actionId, now),
    'keeping.restore': ({ ids, now }: { ids: readonly string[]; now: number }): string[] =>
      ids.filter((id) => {
        const place = inBin.get(id) as Place | undefined;
        if (place === undefined || !moves.restore(place, now)) return false;
        moves.endless(place.number, now);
        return true;
      }),
  };
}
