import type { Sqlite } from '../open-database.ts';

/** Milliseconds: a code and an answer are remembered a while after their end, to tell a replay from an unknown one. */
const MEMORY = 24 * 3_600_000;

export function sweepWrites(db: Sqlite) {
  const codes = db.prepare('DELETE FROM codes WHERE expires_at < ?');
  const answers = db.prepare('DELETE FROM answers WHERE expires_at < ?');
  const access = db.prepare('DELETE FROM access_tokens WHERE expires_at < ?');
  const sealed = db.prepare('UPDATE refresh_tokens SET sealed_successor = NULL WHERE sealed_successor IS NOT NULL AND used_at < ?');
  return {
    sweep: ({ now, grace }: { now: number; grace: number }) => {
      codes.run(now - MEMORY);
      answers.run(now - MEMORY);
      access.run(now);
      sealed.run(now - grace);
    },
  };
}
