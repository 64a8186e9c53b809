import type { Use } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';

type Count = { readonly compartment: string; readonly uses: readonly Use[]; readonly now: number };

export function usesWrites(db: Sqlite) {
  const add = createVisible(db).own(
    (inside) => `INSERT INTO uses (number, count, at, client_id, client_name) SELECT number, @count, @now, @clientId, @clientName FROM memories m
     WHERE m.id = @id AND ${inside('m')} ON CONFLICT (number) DO UPDATE SET count = count + @count, at = @now, client_id = @clientId, client_name = @clientName`,
  );
  return {
    'uses.count': ({ compartment, uses, now }: Count): void => {
      for (const { id, count, by } of uses) add.run({ compartment, id, count, now, ...by });
    },
  };
}
