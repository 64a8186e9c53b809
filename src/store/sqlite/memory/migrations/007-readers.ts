import type { Sqlite } from '../../open-database.ts';

/** Who was given a memory last, beside how often and when. */
export function addReaders(db: Sqlite): void {
  db.exec('ALTER TABLE uses ADD COLUMN client_id TEXT; ALTER TABLE uses ADD COLUMN client_name TEXT');
}
