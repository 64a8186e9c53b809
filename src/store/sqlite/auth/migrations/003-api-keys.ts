import type { Sqlite } from '../../open-database.ts';

export function addApiKeys(db: Sqlite): void {
  db.exec(`
    CREATE TABLE api_keys (
      hash TEXT PRIMARY KEY, id TEXT NOT NULL, client_id TEXT NOT NULL, grant_id TEXT NOT NULL, created_at INTEGER NOT NULL
    ) STRICT;
  `);
}
