import type { Sqlite } from '../../open-database.ts';

/**
 * What a client registered for is no ceiling: only the person sets one. A client that the person entered has neither a
 * registration token nor a program nor a document, and keeps its own.
 */
export function addRegisteredScopes(db: Sqlite): void {
  db.exec(`
    ALTER TABLE clients ADD COLUMN registered_scopes TEXT;
    UPDATE clients SET registered_scopes = scope_ceiling, scope_ceiling = NULL
      WHERE registration_token_hash IS NOT NULL OR program IS NOT NULL OR document_at IS NOT NULL;
  `);
}
