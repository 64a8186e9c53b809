import type { Sqlite } from '../../open-database.ts';

/** What the sweep looks for, so that it costs what has ended and not what is kept. */
export function indexEndings(db: Sqlite): void {
  db.exec(`
    CREATE INDEX refresh_tokens_sealed ON refresh_tokens (used_at) WHERE sealed_successor IS NOT NULL;
    CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;
    CREATE INDEX grants_end ON grants (ends_at) WHERE ends_at IS NOT NULL;
  `);
}
