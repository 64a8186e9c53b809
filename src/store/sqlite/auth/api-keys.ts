import type { ApiKey, Client, Grant } from '../../auth-store.ts';
import type { Sqlite } from '../open-database.ts';
import { fromRow, insertInto, toRow } from '../rows.ts';
import { GRANT_COLUMNS } from './answers.ts';
import { CLIENT_COLUMNS } from './clients.ts';

const COLUMNS: readonly (keyof ApiKey)[] = ['hash', 'id', 'clientId', 'grantId', 'createdAt'];

export function apiKeyReads(db: Sqlite) {
  const find = db.prepare('SELECT * FROM api_keys WHERE hash = ?');
  return {
    find: (hash: string): ApiKey | null => {
      const row = find.get(hash);
      return row === undefined ? null : fromRow<ApiKey>(row, new Set());
    },
  };
}

export function apiKeyWrites(db: Sqlite) {
  const insert = db.prepare(insertInto('api_keys', COLUMNS));
  const insertClient = db.prepare(insertInto('clients', CLIENT_COLUMNS));
  const insertGrant = db.prepare(insertInto('grants', GRANT_COLUMNS));
  return {
    'apiKeys.create': ({ client, grant, key }: { client: Client; grant: Grant; key: ApiKey }) => {
      insertClient.run(toRow(client));
      insertGrant.run(toRow(grant));
      insert.run(toRow(key));
    },
  };
}
