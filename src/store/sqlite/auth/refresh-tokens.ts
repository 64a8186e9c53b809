import type { AuthStore, RefreshToken, Rotation } from '../../auth-store.ts';
import type { Sqlite } from '../open-database.ts';
import { fromRow } from '../rows.ts';
import { type NewAccessToken, noteAccessToken } from './access-tokens.ts';
import { LIVE_GRANT } from './live-grant.ts';

type Rotate = Parameters<AuthStore['refreshTokens']['rotate']>[0];

const NO_JSON: ReadonlySet<string> = new Set();

export function refreshTokenReads(db: Sqlite) {
  const find = db.prepare('SELECT hash, session_id, grant_id, client_id, resource, issued_at, used_at, successor_hash FROM refresh_tokens WHERE hash = ?');
  return {
    find: (hash: string): RefreshToken | null => {
      const row = find.get(hash);
      return row === undefined ? null : fromRow<RefreshToken>(row, NO_JSON);
    },
  };
}

export function refreshTokenWrites(db: Sqlite) {
  const use = db.prepare(
    `UPDATE refresh_tokens SET used_at = @now, successor_hash = @successorHash, sealed_successor = @sealedSuccessor
     WHERE hash = @presentedHash AND used_at IS NULL AND ${LIVE_GRANT}
       AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = session_id AND s.ended_at IS NULL)
     RETURNING session_id AS sessionId, grant_id AS grantId, client_id AS clientId, resource`,
  );
  const eraseSealed = db.prepare('UPDATE refresh_tokens SET sealed_successor = NULL WHERE successor_hash = @presentedHash');
  const earlier = db.prepare(
    `SELECT t.session_id AS sessionId, t.used_at AS usedAt, t.successor_hash AS successorHash, t.sealed_successor AS sealedSuccessor,
       s.ended_at AS endedAt FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.hash = +? AND t.used_at IS NOT NULL`,
  );
  const insert = db.prepare(
    'INSERT INTO refresh_tokens (hash, session_id, grant_id, client_id, resource, issued_at) VALUES (@successorHash, @sessionId, @grantId, @clientId, @resource, @now)',
  );
  const renew = db.prepare('UPDATE sessions SET last_used_at = @now, renewals = renewals + 1 WHERE id = @sessionId');
  const endFamily = db.prepare("UPDATE sessions SET ended_at = @now, end_reason = 'refresh-reuse' WHERE id = @sessionId AND ended_at IS NULL");
  const note = noteAccessToken(db);

  type Earlier = { sessionId: string; usedAt: number; successorHash: string; sealedSuccessor: string | null; endedAt: number | null };

  function again({ presentedHash, now, grace }: Rotate): Rotation {
    const used = earlier.get(presentedHash) as Earlier | undefined;
    if (used === undefined || used.endedAt !== null) return { outcome: 'void' };
    // A use that lies in the future tells of a clock that was set back, not of a fresh repeat.
    if (Math.abs(now - used.usedAt) <= grace && used.sealedSuccessor !== null) {
      return { outcome: 'repeated', sealedSuccessor: used.sealedSuccessor, successorHash: used.successorHash };
    }
    endFamily.run({ sessionId: used.sessionId, now });
    return { outcome: 'reused' };
  }

  return {
    'refreshTokens.rotate': (rotation: Rotate): Rotation => {
      const { presentedHash, now, successorHash, sealedSuccessor, accessToken } = rotation;
      const token = use.get({ presentedHash, now, successorHash, sealedSuccessor }) as
        | { sessionId: string; grantId: string; clientId: string; resource: string }
        | undefined;
      if (token === undefined) return again(rotation);
      eraseSealed.run({ presentedHash });
      insert.run({ successorHash, now, ...token });
      renew.run({ sessionId: token.sessionId, now });
      note(token.sessionId, accessToken);
      return { outcome: 'rotated' };
    },
    'refreshTokens.note': ({ sessionId, accessToken }: { sessionId: string; accessToken: NewAccessToken }) => note(sessionId, accessToken),
  };
}
