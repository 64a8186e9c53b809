import type { NewAction } from '../../../memory-keeping.ts';
import type { Sqlite } from '../../open-database.ts';
import { LIVE } from '../reads/filtered.ts';
import { createVisible } from '../visible.ts';
import type { RecordAction } from './actions.ts';
import type { Moves } from './moves.ts';

type Forget = { readonly compartment: string; readonly ids: readonly string[]; readonly action: NewAction };
type Found = { readonly number: number };

export function forgetWrites(db: Sqlite, { moves, record }: { readonly moves: Moves; readonly record: RecordAction }) {
  const visible = createVisible(db);
  const own = visible.own((inside) => `SELECT m.number FROM memories m WHERE m.id = @id AND ${inside('m')} AND ${LIVE}`);
  const anywhere = visible.everywhere('SELECT number FROM memories WHERE id = ? AND forgotten_at IS NULL');

  /** @returns ids that were there, each once */
  function forget(ids: readonly string[], action: NewAction, find: (id: string) => unknown): string[] {
    const forgotten = [...new Set(ids)].filter((id) => {
      const found = find(id) as Found | undefined;
      if (found !== undefined) moves.forget(found.number, action.at, action.id);
      return found !== undefined;
    });
    record(action, { forgotten: forgotten.length });
    return forgotten;
  }

  return {
    'memories.forget': ({ compartment, ids, action }: Forget): string[] => forget(ids, action, (id) => own.get({ id, compartment, now: action.at })),
    'keeping.forget': ({ ids, action }: Omit<Forget, 'compartment'>): string[] => forget(ids, action, (id) => anywhere.get(id)),
  };
}
