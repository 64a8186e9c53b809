import type { Sqlite } from '../../open-database.ts';
import type { Indexes } from './indexes.ts';

export function forgetWrites(db: Sqlite, indexes: Indexes) {
  const forget = db.prepare('UPDATE memories SET forgotten_at = @now WHERE compartment = @compartment AND id = @id AND forgotten_at IS NULL RETURNING number');
  return {
    'memories.forget': ({ compartment, ids, now }: { compartment: string; ids: readonly string[]; now: number }) =>
      ids.filter((id) => {
        const row = forget.get({ compartment, id, now }) as { number: number } | undefined;
        if (row !== undefined) indexes.drop(row.number);
        return row !== undefined;
      }),
  };
}
