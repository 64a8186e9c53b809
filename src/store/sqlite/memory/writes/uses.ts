import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';

type Count = { readonly compartment: string; readonly uses: readonly (readonly [id: string, count: number])[]; readonly now: number };

export function usesWrites(db: Sqlite) {
  const add = createVisible(db).own(
    (inside) => `INSERT INTO uses (number, count, at) SELECT number, @count, @now FROM memories m WHERE m.id = @id AND ${inside('m')}
     ON CONFLICT (number) DO UPDATE SET count = count + @count, at = @now`,
  );
  return {
    'uses.count': ({ compartment, uses, now }: Count): void => {
      for (const [id, count] of uses) add.run({ compartment, id, count, now });
    },
  };
}
