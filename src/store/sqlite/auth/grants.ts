import type { Grant, GrantEnd, Session } from '../../auth-store.ts';
import type { Sqlite } from '../open-database.ts';
import { fromRow } from '../rows.ts';

const JSON_MEMBERS = new Set(['scopes', 'evidence']);
const NO_JSON: ReadonlySet<string> = new Set();
const read = (row: unknown) => fromRow<Grant>(row, JSON_MEMBERS);

export function grantReads(db: Sqlite) {
  const find = db.prepare('SELECT * FROM grants WHERE id = ?');
  const live = db.prepare('SELECT * FROM grants WHERE ended_at IS NULL');
  // What still holds is never left out, however much came after it.
  const newest = db.prepare(
    'SELECT * FROM grants WHERE ended_at IS NULL UNION ALL SELECT * FROM (SELECT * FROM grants WHERE ended_at IS NOT NULL ORDER BY rowid DESC LIMIT 2000)',
  );
  const ofClient = db.prepare(
    `SELECT * FROM (SELECT * FROM grants WHERE client_id = +@clientId AND ended_at IS NULL UNION ALL
     SELECT * FROM (SELECT * FROM grants WHERE client_id = +@clientId AND ended_at IS NOT NULL ORDER BY allowed_at DESC LIMIT 500)) ORDER BY allowed_at DESC`,
  );
  return {
    find: (id: string): Grant | null => {
      const row = find.get(id);
      return row === undefined ? null : read(row);
    },
    live: () => live.all().map(read),
    list: (clientId?: string) => (clientId === undefined ? newest.all() : ofClient.all({ clientId })).map(read),
  };
}

export function grantWrites(db: Sqlite) {
  const end = db.prepare('UPDATE grants SET ended_at = @now, end_reason = @reason WHERE id = @id AND ended_at IS NULL');
  const endSessions = db.prepare("UPDATE sessions SET ended_at = @now, end_reason = 'grant-ended' WHERE grant_id = @id AND ended_at IS NULL");
  const setScopes = db.prepare('UPDATE grants SET scopes = @scopes WHERE id = @id AND ended_at IS NULL');
  const touch = db.prepare('UPDATE grants SET last_used_at = @now WHERE id = @id');
  return {
    'grants.end': ({ ids, reason, now }: { ids: readonly string[]; reason: GrantEnd; now: number }) =>
      ids.filter((id) => {
        endSessions.run({ id, now });
        return end.run({ id, reason, now }).changes > 0;
      }),
    'grants.setScopes': ({ id, scopes }: Pick<Grant, 'id' | 'scopes'>) => setScopes.run({ id, scopes: JSON.stringify(scopes) }).changes > 0,
    'grants.touch': (use: { id: string; now: number }) => void touch.run(use),
  };
}

export function sessionReads(db: Sqlite) {
  const find = db.prepare('SELECT * FROM sessions WHERE id = ?');
  // An open one is never left out, however many came after it.
  const all = db.prepare(
    `SELECT * FROM (SELECT * FROM sessions WHERE ended_at IS NULL UNION ALL
     SELECT * FROM (SELECT * FROM sessions WHERE ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1000)) ORDER BY started_at DESC`,
  );
  const ofGrant = db.prepare('SELECT * FROM sessions WHERE grant_id = +? ORDER BY started_at DESC LIMIT 1000');
  const ofClient = db.prepare('SELECT * FROM sessions WHERE client_id = +? ORDER BY started_at DESC LIMIT 1000');
  const ended = db.prepare(
    'SELECT DISTINCT s.id FROM access_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.expires_at > ? AND s.ended_at IS NOT NULL',
  );
  return {
    find: (id: string): Session | null => {
      const row = find.get(id);
      return row === undefined ? null : fromRow<Session>(row, NO_JSON);
    },
    list: (filter: { grantId?: string; clientId?: string }) => {
      const rows = filter.grantId !== undefined ? ofGrant.all(filter.grantId) : filter.clientId !== undefined ? ofClient.all(filter.clientId) : all.all();
      return rows.map((row) => fromRow<Session>(row, NO_JSON));
    },
    endedWithLiveTokens: (now: number) => (ended.all(now) as { id: string }[]).map(({ id }) => id),
  };
}

export function sessionWrites(db: Sqlite) {
  const end = db.prepare('UPDATE sessions SET ended_at = @now, end_reason = @reason WHERE id = @id AND ended_at IS NULL');
  return {
    'sessions.end': ({ ids, reason, now }: { ids: readonly string[]; reason: string; now: number }) =>
      ids.filter((id) => end.run({ id, reason, now }).changes > 0),
  };
}
