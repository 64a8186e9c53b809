import type { Sqlite } from '../../open-database.ts';

/** A client that changed itself is asked about again, and the person sees what changed (RFC 7592). */
export function addClientChanges(db: Sqlite): void {
  db.exec(`
    ALTER TABLE clients ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';
    CREATE INDEX clients_registration_token ON clients (registration_token_hash) WHERE registration_token_hash IS NOT NULL;
  `);
}
