import type { Sqlite } from '../../open-database.ts';

/** A client that names itself by a URL follows its metadata document (ruling 6). */
export function addClientDocuments(db: Sqlite): void {
  db.exec('ALTER TABLE clients ADD COLUMN document_at INTEGER;');
}
