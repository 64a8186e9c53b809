import type { NewAction } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import { VISIBLE } from '../reads/visible.ts';
import type { RecordAction } from './actions.ts';
import type { Moves } from './moves.ts';

type Forget = { readonly compartment: string; readonly ids: readonly string[]; readonly action: NewAction };

export function forgetWrites(db: Sqlite, { moves, record }: { readonly moves: Moves; readonly record: RecordAction }) {
  const find = db.prepare(`SELECT m.number FROM memories m WHERE m.id = @id AND ${VISIBLE}`).pluck();
  const anywhere = db.prepare('SELECT number FROM memories WHERE id = ? AND forgotten_at IS NULL').pluck();

  function forget(action: NewAction, numbers: readonly number[]): void {
    for (const number of numbers) moves.forget(number, action.at, action.id);
    record(action, { forgotten: numbers.length });
  }
  /** @returns ids that were there, each once */
  function forgetFound(ids: readonly string[], action: NewAction, find: (id: string) => unknown): string[] {
    const found = [...new Set(ids)].flatMap((id) => {
      const number = find(id) as number | undefined;
      return number === undefined ? [] : [{ id, number }];
    });
    forget(
      action,
      found.map(({ number }) => number),
    );
    return found.map(({ id }) => id);
  }

  return {
    'memories.forget': ({ compartment, ids, action }: Forget): string[] => forgetFound(ids, action, (id) => find.get({ id, compartment, now: action.at })),
    'keeping.forget': ({ ids, action }: Omit<Forget, 'compartment'>): string[] => forgetFound(ids, action, (id) => anywhere.get(id)),
  };
}
