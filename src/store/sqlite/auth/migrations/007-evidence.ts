import type { Sqlite } from '../../open-database.ts';

/** What the person saw of a program when they let it in can be looked up later, when that program is gone. */
export function keepEvidence(db: Sqlite): void {
  db.exec("ALTER TABLE grants ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]'");
}
