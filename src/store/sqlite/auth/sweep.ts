import type { Sqlite } from '../open-database.ts';

/** Milliseconds: what has ended is remembered a while, to tell a replay from an unknown one. */
const MEMORY = 24 * 3_600_000;

export function sweepWrites(db: Sqlite) {
  const codes = db.prepare('DELETE FROM codes WHERE expires_at < ?');
  const answers = db.prepare('DELETE FROM answers WHERE expires_at < ?');
  // What was taken away stays known as long: a clock that jumped ahead and is set right again must not bring it back.
  const access = db.prepare(
    `DELETE FROM access_tokens WHERE expires_at < @now AND (expires_at < @remembered
     OR revoked_at IS NULL AND session_id NOT IN (SELECT id FROM sessions WHERE ended_at IS NOT NULL))`,
  );
  const sealed = db.prepare('UPDATE refresh_tokens SET sealed_successor = NULL WHERE sealed_successor IS NOT NULL AND used_at < ?');
  const runOut = db.prepare(
    `UPDATE sessions SET ended_at = @now, end_reason = 'grant-ended' WHERE ended_at IS NULL
     AND grant_id IN (SELECT id FROM grants WHERE ends_at IS NOT NULL AND ends_at <= @now)`,
  );
  // A client gets a refresh token every quarter of an hour; those of a session that is over open nothing, known or not.
  const refresh = db.prepare('DELETE FROM refresh_tokens WHERE session_id IN (SELECT id FROM sessions WHERE ended_at IS NOT NULL AND ended_at < ?)');
  const sessions = db.prepare('DELETE FROM sessions WHERE ended_at IS NOT NULL AND ended_at < ?');
  return {
    sweep: ({ now, grace }: { now: number; grace: number }) => {
      codes.run(now - MEMORY);
      answers.run(now - MEMORY);
      access.run({ now, remembered: now - MEMORY });
      sealed.run(now - grace);
      runOut.run({ now });
      refresh.run(now - MEMORY);
      sessions.run(now - MEMORY);
    },
  };
}
