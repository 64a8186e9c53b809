import type { AccessTokenRecord, AuthStore } from '../../auth-store.ts';
import type { Sqlite } from '../open-database.ts';
import { fromRow } from '../rows.ts';

export type NewAccessToken = Parameters<AuthStore['codes']['redeem']>[0]['accessToken'];

const JSON_MEMBERS = new Set(['scopes']);

export function accessTokenReads(db: Sqlite) {
  const ofSession = db.prepare('SELECT * FROM access_tokens WHERE session_id = +? AND expires_at > ? ORDER BY issued_at DESC');
  const live = db.prepare('SELECT * FROM access_tokens WHERE expires_at > ? ORDER BY expires_at DESC LIMIT 2000');
  const revoked = db.prepare('SELECT jti FROM access_tokens WHERE revoked_at IS NOT NULL AND expires_at > ?');
  return {
    list: ({ sessionId, now }: { sessionId?: string; now: number }) =>
      (sessionId === undefined ? live.all(now) : ofSession.all(sessionId, now)).map((row) => fromRow<AccessTokenRecord>(row, JSON_MEMBERS)),
    revoked: (now: number) => (revoked.all(now) as { jti: string }[]).map(({ jti }) => jti),
  };
}

export function accessTokenWrites(db: Sqlite) {
  const revoke = db.prepare('UPDATE access_tokens SET revoked_at = COALESCE(revoked_at, @now) WHERE jti = @jti');
  return { 'accessTokens.revoke': (use: { jti: string; now: number }) => void revoke.run(use) };
}

/** For the statement that issues it: what a session has got is known as soon as it has got it. */
export function noteAccessToken(db: Sqlite) {
  const insert = db.prepare(
    'INSERT INTO access_tokens (jti, session_id, scopes, issued_at, expires_at) VALUES (@jti, @sessionId, @scopes, @issuedAt, @expiresAt)',
  );
  return (sessionId: string, { jti, scopes, issuedAt, expiresAt }: NewAccessToken) =>
    void insert.run({ jti, sessionId, scopes: JSON.stringify(scopes), issuedAt, expiresAt });
}
