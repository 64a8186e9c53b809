import type { AccessTokenRecord, AuthorizationCode, AuthStore, Redemption, RefreshToken, Rotation } from '../../auth-store.ts';
import type { Sqlite } from '../open-database.ts';
import { fromRow } from '../rows.ts';

type Redeem = Parameters<AuthStore['codes']['redeem']>[0];
type Rotate = Parameters<AuthStore['refreshTokens']['rotate']>[0];

const SCOPES = new Set(['scopes']);

export function tokenReads(db: Sqlite) {
  const code = db.prepare('SELECT * FROM codes WHERE hash = ?');
  const challenge = db.prepare('SELECT 1 FROM codes WHERE code_challenge = @challenge AND client_id = @clientId');
  const refresh = db.prepare('SELECT hash, session_id, grant_id, client_id, resource, issued_at, used_at, successor_hash FROM refresh_tokens WHERE hash = ?');
  const ofSession = db.prepare('SELECT * FROM access_tokens WHERE session_id = ? AND expires_at > ? ORDER BY issued_at DESC');
  const live = db.prepare('SELECT * FROM access_tokens WHERE expires_at > ? ORDER BY expires_at DESC LIMIT 2000');
  const revoked = db.prepare('SELECT jti FROM access_tokens WHERE revoked_at IS NOT NULL AND expires_at > ?');
  return {
    code: (hash: string): AuthorizationCode | null => {
      const row = code.get(hash);
      return row === undefined ? null : fromRow<AuthorizationCode>(row, SCOPES);
    },
    isChallengeSpent: (use: { clientId: string; challenge: string }): boolean => challenge.get(use) !== undefined,
    refresh: (hash: string): RefreshToken | null => {
      const row = refresh.get(hash);
      return row === undefined ? null : fromRow<RefreshToken>(row, SCOPES);
    },
    access: ({ sessionId, now }: { sessionId?: string; now: number }) =>
      (sessionId === undefined ? live.all(now) : ofSession.all(sessionId, now)).map((row) => fromRow<AccessTokenRecord>(row, SCOPES)),
    revoked: (now: number) => (revoked.all(now) as { jti: string }[]).map(({ jti }) => jti),
  };
}

/** A grant, its end and its client, as every redemption must find them. */
const LIVE_GRANT = `
  EXISTS (SELECT 1 FROM grants g JOIN clients c ON c.id = g.client_id WHERE g.id = grant_id AND g.ended_at IS NULL
    AND (g.ends_at IS NULL OR g.ends_at > @now) AND c.state = 'approved')`;

export function codeWrites(db: Sqlite) {
  // The one statement that decides: of any number of redemptions at once, one changes a row.
  const use = db.prepare(
    `UPDATE codes SET used_at = @now, session_id = @sessionId WHERE hash = @codeHash AND used_at IS NULL AND expires_at > @now AND ${LIVE_GRANT}
     RETURNING client_id AS clientId, grant_id AS grantId, resource`,
  );
  const spent = db.prepare('SELECT session_id AS sessionId FROM codes WHERE hash = ? AND used_at IS NOT NULL');
  const start = db.prepare(
    'INSERT INTO sessions (id, grant_id, client_id, started_at, last_used_at, renewals) VALUES (@sessionId, @grantId, @clientId, @now, @now, 0)',
  );
  const insertRefresh = db.prepare(
    'INSERT INTO refresh_tokens (hash, session_id, grant_id, client_id, resource, issued_at) VALUES (@hash, @sessionId, @grantId, @clientId, @resource, @now)',
  );
  const note = noteAccessToken(db);
  return {
    'codes.redeem': ({ codeHash, now, sessionId, refreshTokenHash, accessToken }: Redeem): Redemption => {
      const code = use.get({ codeHash, now, sessionId }) as { clientId: string; grantId: string; resource: string } | undefined;
      if (code === undefined) {
        const earlier = spent.get(codeHash) as { sessionId: string | null } | undefined;
        return earlier === undefined ? { outcome: 'void' } : { outcome: 'spent', sessionId: earlier.sessionId };
      }
      const { clientId, grantId, resource } = code;
      start.run({ sessionId, grantId, clientId, now });
      if (refreshTokenHash !== null) insertRefresh.run({ hash: refreshTokenHash, sessionId, grantId, clientId, resource, now });
      note(sessionId, accessToken);
      return { outcome: 'redeemed' };
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
       s.ended_at AS endedAt FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.hash = ? AND t.used_at IS NOT NULL`,
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
    'refreshTokens.note': ({ sessionId, accessToken }: { sessionId: string; accessToken: Rotate['accessToken'] }) => note(sessionId, accessToken),
  };
}

export function accessTokenWrites(db: Sqlite) {
  const revoke = db.prepare('UPDATE access_tokens SET revoked_at = COALESCE(revoked_at, @now) WHERE jti = @jti');
  return { 'accessTokens.revoke': (use: { jti: string; now: number }) => void revoke.run(use) };
}

function noteAccessToken(db: Sqlite) {
  const insert = db.prepare(
    'INSERT INTO access_tokens (jti, session_id, scopes, issued_at, expires_at) VALUES (@jti, @sessionId, @scopes, @issuedAt, @expiresAt)',
  );
  return (sessionId: string, { jti, scopes, issuedAt, expiresAt }: Redeem['accessToken']) =>
    void insert.run({ jti, sessionId, scopes: JSON.stringify(scopes), issuedAt, expiresAt });
}
