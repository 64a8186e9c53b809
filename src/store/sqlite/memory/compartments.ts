/** The list of compartments and their windows. What is inside them is nobody's business here, but that there is something. */
import type { Compartment } from '../../compartment-store.ts';
import { CompartmentGone } from '../../errors.ts';
import type { Sqlite } from '../open-database.ts';

type Named = Omit<Compartment, 'sees'> & { readonly key: string };

export function compartmentReads(db: Sqlite) {
  const list = db.prepare('SELECT id, name, created_at AS createdAt FROM compartments ORDER BY created_at, rowid');
  const windows = db.prepare('SELECT sees FROM windows WHERE compartment = +? ORDER BY sees').pluck();
  const counts = db.prepare(
    // Named, because SQLite takes another that lacks the end of a memory and looks at every one for it.
    `SELECT compartment, COUNT(*) AS count FROM memories INDEXED BY memories_counted
     WHERE forgotten_at IS NULL AND (expires_at IS NULL OR expires_at > ?) GROUP BY compartment`,
  );
  return {
    'compartments.list': (): Compartment[] =>
      (list.all() as Omit<Compartment, 'sees'>[]).map((compartment) => ({ ...compartment, sees: windows.all(compartment.id) as string[] })),
    'compartments.counts': (now: number): Record<string, number> =>
      Object.fromEntries((counts.all(now) as { compartment: string; count: number }[]).map((row) => [row.compartment, row.count])),
  };
}

export type Removed = ReturnType<typeof createRemoved>;

/** Compartments that were removed since the start: what was on its way into one then must not arrive. Their ids are never used again. */
export function createRemoved(db: Sqlite) {
  const ids = new Set<string>();
  // The removal may not have become durable.
  const isThere = db.prepare('SELECT 1 FROM compartments WHERE id = ?');
  return {
    add: (id: string): void => void ids.add(id),
    /** @throws CompartmentGone */
    refuse(id: string): void {
      if (ids.has(id) && isThere.get(id) === undefined) throw new CompartmentGone();
    },
  };
}

export function compartmentWrites(db: Sqlite, removed: Removed) {
  const create = db.prepare(
    'INSERT INTO compartments (id, name, name_key, created_at) VALUES (@id, @name, @key, @createdAt) ON CONFLICT (name_key) DO NOTHING',
  );
  const rename = db.prepare('UPDATE OR IGNORE compartments SET name = @name, name_key = @key WHERE id = @id');
  const remove = db.prepare(
    'DELETE FROM compartments WHERE id = @id AND NOT EXISTS (SELECT 1 FROM memories WHERE compartment = @id UNION ALL SELECT 1 FROM held WHERE compartment = @id)',
  );
  const dropSettings = db.prepare('DELETE FROM settings WHERE compartment = ?');
  const close = db.prepare('DELETE FROM windows WHERE compartment = ?');
  // One that was removed meanwhile cannot be looked into.
  const open = db.prepare(
    'INSERT INTO windows (compartment, sees) SELECT @id, id FROM compartments WHERE id <> @id AND id IN (SELECT value FROM json_each(@sees))',
  );
  return {
    'compartments.create': (compartment: Named): boolean => create.run(compartment).changes > 0,
    'compartments.rename': (use: { id: string; name: string; key: string }): boolean => rename.run(use).changes > 0,
    'compartments.remove': ({ id }: { id: string }): boolean => {
      const isRemoved = remove.run({ id }).changes > 0;
      if (isRemoved) dropSettings.run(id);
      if (isRemoved) removed.add(id);
      return isRemoved;
    },
    'compartments.windows': ({ id, sees }: { id: string; sees: readonly string[] }): void => {
      close.run(id);
      open.run({ id, sees: JSON.stringify(sees) });
    },
  };
}
