import type { Sqlite } from '../../open-database.ts';

/** Hashes of secrets only; times in milliseconds since the epoch; lists and objects as JSON text. */
export function createTables(db: Sqlite): void {
  db.exec(`
    CREATE TABLE clients (
      id TEXT PRIMARY KEY, state TEXT NOT NULL, name TEXT, redirect_uris TEXT NOT NULL, grant_types TEXT NOT NULL,
      token_endpoint_auth_method TEXT NOT NULL, secret_hash TEXT, registration_token_hash TEXT, scope_ceiling TEXT,
      metadata TEXT NOT NULL, row_key TEXT NOT NULL, program TEXT, registered_at INTEGER NOT NULL, approved_at INTEGER,
      last_used_at INTEGER, label TEXT
    ) STRICT;
    CREATE INDEX clients_never_approved ON clients (registered_at) WHERE approved_at IS NULL;
    CREATE INDEX clients_held ON clients (state) WHERE state IN ('paused', 'blocked');

    CREATE TABLE grants (
      id TEXT PRIMARY KEY, client_id TEXT NOT NULL, scopes TEXT NOT NULL, compartment TEXT NOT NULL,
      allowed_at INTEGER NOT NULL, allowed_by TEXT NOT NULL, ends_at INTEGER, ended_at INTEGER, end_reason TEXT,
      last_used_at INTEGER
    ) STRICT;
    CREATE INDEX grants_client ON grants (client_id);
    CREATE INDEX grants_live ON grants (id) WHERE ended_at IS NULL;

    CREATE TABLE sessions (
      id TEXT PRIMARY KEY, grant_id TEXT NOT NULL, client_id TEXT NOT NULL, started_at INTEGER NOT NULL,
      last_used_at INTEGER NOT NULL, renewals INTEGER NOT NULL, ended_at INTEGER, end_reason TEXT
    ) STRICT;
    CREATE INDEX sessions_grant ON sessions (grant_id);
    CREATE INDEX sessions_client ON sessions (client_id);

    CREATE TABLE answers (
      handle_hash TEXT PRIMARY KEY, client_id TEXT NOT NULL, outcome TEXT NOT NULL, grant_id TEXT,
      redirect_uri TEXT NOT NULL, state TEXT, issuer TEXT NOT NULL, code_challenge TEXT NOT NULL, resource TEXT NOT NULL,
      scopes TEXT NOT NULL, answered_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, delivered_at INTEGER
    ) STRICT;
    CREATE INDEX answers_expiry ON answers (expires_at);

    CREATE TABLE codes (
      hash TEXT PRIMARY KEY, client_id TEXT NOT NULL, grant_id TEXT NOT NULL, redirect_uri TEXT NOT NULL,
      code_challenge TEXT NOT NULL, resource TEXT NOT NULL, scopes TEXT NOT NULL, issued_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL, used_at INTEGER, session_id TEXT
    ) STRICT;
    CREATE INDEX codes_expiry ON codes (expires_at);

    CREATE TABLE refresh_tokens (
      hash TEXT PRIMARY KEY, session_id TEXT NOT NULL, grant_id TEXT NOT NULL, client_id TEXT NOT NULL,
      resource TEXT NOT NULL, issued_at INTEGER NOT NULL, used_at INTEGER, successor_hash TEXT, sealed_successor TEXT
    ) STRICT;
    CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);
    CREATE INDEX refresh_tokens_successor ON refresh_tokens (successor_hash) WHERE successor_hash IS NOT NULL;

    CREATE TABLE access_tokens (
      jti TEXT PRIMARY KEY, session_id TEXT NOT NULL, scopes TEXT NOT NULL, issued_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL, revoked_at INTEGER
    ) STRICT;
    CREATE INDEX access_tokens_session ON access_tokens (session_id);
    CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);
    CREATE INDEX access_tokens_revoked ON access_tokens (revoked_at) WHERE revoked_at IS NOT NULL;

    CREATE TABLE activity (
      sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, client_id TEXT, event TEXT NOT NULL, mac TEXT NOT NULL
    ) STRICT;
    CREATE INDEX activity_client ON activity (client_id, sequence);
    CREATE INDEX activity_kind ON activity (kind, sequence);

    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `);
}
