import type { Sqlite } from '../open-database.ts';

export function factReads(db: Sqlite) {
  const get = db.prepare('SELECT value FROM facts WHERE name = ?');
  return { get: (name: string) => (get.get(name) as { value: string } | undefined)?.value ?? null };
}

export function factWrites(db: Sqlite) {
  const set = db.prepare('INSERT INTO facts (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = @value');
  const unset = db.prepare('DELETE FROM facts WHERE name = ?');
  return {
    'facts.set': ({ name, value }: { name: string; value: string | null }) => {
      if (value === null) unset.run(name);
      else set.run({ name, value });
    },
  };
}
