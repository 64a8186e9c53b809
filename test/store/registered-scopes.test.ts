import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { clientReads } from '../../src/store/sqlite/auth/clients.ts';
import { addRegisteredScopes } from '../../src/store/sqlite/auth/migrations/009-registered-scopes.ts';
import { AUTH_SCHEMA } from '../../src/store/sqlite/auth/schema.ts';

const CEILING = '["memory:read","memory:write"]';

/** One client of the version before, brought up to date. */
function migrated(columns: { registration_token_hash?: string; program?: string; document_at?: number }) {
  const db = new Database(':memory:');
  const before = AUTH_SCHEMA.migrations.indexOf(addRegisteredScopes);
  for (const migration of AUTH_SCHEMA.migrations.slice(0, before)) migration(db);
  db.prepare(
    `INSERT INTO clients (id, state, redirect_uris, grant_types, token_endpoint_auth_method, metadata, row_key, registered_at,
       scope_ceiling, registration_token_hash, program, document_at)
     VALUES ('gh_old', 'approved', '[]', '[]', 'none', '{}', 'row', 1, ?, ?, ?, ?)`,
  ).run(CEILING, columns.registration_token_hash ?? null, columns.program ?? null, columns.document_at ?? null);
  for (const migration of AUTH_SCHEMA.migrations.slice(before)) migration(db);
  const { registeredScopes, scopeCeiling } = clientReads(db).find('gh_old') ?? {};
  db.close();
  return { registeredScopes, scopeCeiling };
}

describe('the migration that tells whose ceiling it was', () => {
  it.each([
    ['a registration', { registration_token_hash: 'hash' }],
    ['a registration whose token has leaked and was dropped', { program: '{"pid":1}' }],
    ['a metadata document', { document_at: 1 }],
  ])('what %s named is what it registered for, and no ceiling', (_what, columns) => {
    expect(migrated(columns)).toEqual({ registeredScopes: JSON.parse(CEILING), scopeCeiling: null });
  });

  it('what the person entered stays the ceiling', () => {
    expect(migrated({})).toEqual({ registeredScopes: null, scopeCeiling: JSON.parse(CEILING) });
  });
});
