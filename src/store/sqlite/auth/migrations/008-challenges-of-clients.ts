import type { Sqlite } from '../../open-database.ts';

/** By client first, whose id begins with when it was made: by challenge alone each login wrote to a page of its own. */
export function indexChallengesByClient(db: Sqlite): void {
  db.exec(`
    DROP INDEX codes_challenge;
    CREATE INDEX codes_client_challenge ON codes (client_id, code_challenge);
  `);
}
