import type { Sqlite } from '../../open-database.ts';

type Count = { readonly compartment: string; readonly uses: readonly (readonly [id: string, count: number])[]; readonly now: number };

export function usesWrites(db: Sqlite) {
  const add = db.prepare(
    `INSERT INTO uses (number, count, at) SELECT number, @count, @now FROM memories WHERE id = @id AND compartment = @compartment
     ON CONFLICT (number) DO UPDATE SET count = count + @count, at = @now`,
  );
  return {
    'uses.count': ({ compartment, uses, now }: Count): void => {
      for (const [id, count] of uses) add.run({ compartment, id, count, now });
    },
  };
}
