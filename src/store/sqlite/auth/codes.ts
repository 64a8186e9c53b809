import type { AuthorizationCode, AuthStore, Redemption } from '../../auth-store.ts';
import type { Sqlite } from '../open-database.ts';
import { fromRow } from '../rows.ts';
import { noteAccessToken } from './access-tokens.ts';
import { LIVE_GRANT } from './live-grant.ts';

type Redeem = Parameters<AuthStore['codes']['redeem']>[0];

const JSON_MEMBERS = new Set(['scopes']);

export function codeReads(db: Sqlite) {
  const find = db.prepare('SELECT * FROM codes WHERE hash = ?');
  const challenge = db.prepare('SELECT 1 FROM codes WHERE code_challenge = @challenge AND client_id = @clientId');
  return {
    find: (hash: string): AuthorizationCode | null => {
      const row = find.get(hash);
      return row === undefined ? null : fromRow<AuthorizationCode>(row, JSON_MEMBERS);
    },
    isChallengeSpent: (use: { clientId: string; challenge: string }): boolean => challenge.get(use) !== undefined,
  };
}

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
