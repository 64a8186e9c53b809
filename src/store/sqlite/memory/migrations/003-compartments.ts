import { FIRST_COMPARTMENT } from '../../../compartment-store.ts';
import type { Sqlite } from '../../open-database.ts';

/** The one compartment that there was, by the id that grants and memories carry already. */
export function compartments(db: Sqlite): void {
  db.exec(`
    CREATE TABLE compartments (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL) STRICT;

    CREATE TABLE windows (
      compartment TEXT NOT NULL REFERENCES compartments (id) ON DELETE CASCADE,
      sees TEXT NOT NULL REFERENCES compartments (id) ON DELETE CASCADE,
      PRIMARY KEY (compartment, sees), CHECK (compartment <> sees)
    ) STRICT, WITHOUT ROWID;
  `);
  const { id, name } = FIRST_COMPARTMENT;
  db.prepare('INSERT INTO compartments (id, name, name_key, created_at) VALUES (?, ?, ?, 0)').run(id, name, name.toLowerCase());
}
