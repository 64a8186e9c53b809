import type { AuthStore, Client, ClientChange, ClientState } from '../../auth-store.ts';
import type { Sqlite } from '../open-database.ts';
import { fromRow, insertInto, toRow } from '../rows.ts';

const JSON_MEMBERS = new Set(['redirectUris', 'grantTypes', 'registeredScopes', 'scopeCeiling', 'metadata', 'program', 'changes']);
export const CLIENT_COLUMNS: readonly (keyof Client)[] = [
  'id',
  'state',
  'name',
  'redirectUris',
  'grantTypes',
  'tokenEndpointAuthMethod',
  'secretHash',
  'registrationTokenHash',
  'registeredScopes',
  'scopeCeiling',
  'metadata',
  'rowKey',
  'program',
  'registeredAt',
  'approvedAt',
  'lastUsedAt',
  'label',
  'changes',
  'documentAt',
];

const read = (row: unknown) => fromRow<Client>(row, JSON_MEMBERS);

export function clientReads(db: Sqlite) {
  const find = db.prepare('SELECT * FROM clients WHERE id = ?');
  const page = db.prepare('SELECT rowid AS position, * FROM clients WHERE rowid > ? ORDER BY rowid LIMIT 500');
  const held = db.prepare("SELECT id, state FROM clients WHERE state IN ('paused', 'blocked')");
  return {
    find: (id: string): Client | null => {
      const row = find.get(id);
      return row === undefined ? null : read(row);
    },
    /** One page, so that a long list never holds the event loop. */
    page: (after: number) => {
      const rows = page.all(after) as { position: number }[];
      return { clients: rows.map(({ position: _, ...row }) => read(row)), last: rows.at(-1)?.position ?? null };
    },
    held: () => held.all() as Pick<Client, 'id' | 'state'>[],
  };
}

export function clientWrites(db: Sqlite) {
  const insert = db.prepare(insertInto('clients', CLIENT_COLUMNS));
  const drop = db.prepare('DELETE FROM clients WHERE id = ?');
  const setState = db.prepare(
    "UPDATE clients SET state = CASE WHEN @state = 'approved' AND (approved_at IS NULL OR changes <> '[]') THEN 'pending' ELSE @state END WHERE id = @id",
  );
  const setLabel = db.prepare('UPDATE clients SET label = @label WHERE id = @id');
  const endGrants = db.prepare('UPDATE grants SET ended_at = @now, end_reason = @reason WHERE client_id = @id AND ended_at IS NULL');
  const endSessions = db.prepare("UPDATE sessions SET ended_at = @now, end_reason = 'grant-ended' WHERE client_id = @id AND ended_at IS NULL");
  const evictOld = db.prepare("SELECT id FROM clients WHERE approved_at IS NULL AND state = 'pending' AND registered_at < ?");
  const evictMany = db.prepare("SELECT id FROM clients WHERE approved_at IS NULL AND state = 'pending' ORDER BY registered_at DESC LIMIT -1 OFFSET ? + 0");
  const update = db.prepare(
    'UPDATE clients SET name = @name, redirect_uris = @redirect_uris, grant_types = @grant_types, registered_scopes = @registered_scopes, metadata = @metadata, row_key = @row_key, changes = @changes, document_at = @document_at WHERE id = @id',
  );
  const askOnce = db.prepare("UPDATE clients SET state = 'pending' WHERE id = @id AND state = 'approved'");
  const dropToken = db.prepare('UPDATE clients SET registration_token_hash = NULL WHERE registration_token_hash = ?');
  const touch = db.prepare('UPDATE clients SET last_used_at = @now WHERE id = @id');
  return {
    'clients.register': (client: Client) => void insert.run(toRow(client)),
    'clients.change': ({ change, askAgain, now }: { change: ClientChange; askAgain: boolean; now: number }) => {
      if (update.run(toRow(change)).changes === 0) return false;
      if (askAgain) {
        askOnce.run({ id: change.id });
        endGrants.run({ id: change.id, now, reason: 'client-changed' });
        endSessions.run({ id: change.id, now });
      }
      return true;
    },
    'clients.dropRegistrationToken': (hash: string) => void dropToken.run(hash),
    'clients.setState': ({ ids, state }: { ids: readonly string[]; state: ClientState }) => {
      for (const id of ids) setState.run({ id, state });
    },
    'clients.setLabel': ({ ids, label }: { ids: readonly string[]; label: string | null }) => {
      for (const id of ids) setLabel.run({ id, label });
    },
    'clients.remove': (use: { id: string; now: number }) => {
      endGrants.run({ ...use, reason: 'client-deleted' });
      endSessions.run(use);
      return drop.run(use.id).changes > 0;
    },
    'clients.evict': ({ olderThan, keep, spare }: Parameters<AuthStore['clients']['evictNeverApproved']>[0]) => {
      const rows = [...evictOld.all(olderThan), ...evictMany.all(keep)] as { id: string }[];
      const ids = [...new Set(rows.map(({ id }) => id))].filter((id) => !spare.includes(id));
      for (const id of ids) drop.run(id);
      return ids;
    },
    'clients.touch': (use: { id: string; now: number }) => void touch.run(use),
  };
}
