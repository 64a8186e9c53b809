import type { Sqlite } from '../../open-database.ts';

/** What an import had held goes when it is undone: the held text names the action, and the action counts them. What waited before belongs to none. */
export function addHeldByActions(db: Sqlite): void {
  db.exec(`
    ALTER TABLE held ADD COLUMN action TEXT;
    CREATE INDEX held_action ON held (action) WHERE action IS NOT NULL;
    ALTER TABLE actions ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
  `);
}
