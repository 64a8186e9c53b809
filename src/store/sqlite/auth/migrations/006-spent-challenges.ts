import type { Sqlite } from '../../open-database.ts';

/** Every authorization request asks whether its challenge was used before. */
export function indexSpentChallenges(db: Sqlite): void {
  db.exec('CREATE INDEX codes_challenge ON codes (code_challenge, client_id)');
}
