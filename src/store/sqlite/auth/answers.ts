import { isAsSeen, type SeenClient } from '../../as-seen.ts';
import type { Answer, Grant } from '../../auth-store.ts';
import type { Sqlite } from '../open-database.ts';
import { fromRow, insertInto, toRow } from '../rows.ts';

const JSON_MEMBERS = new Set(['scopes']);
const SEEN_MEMBERS = new Set(['redirectUris']);
const ANSWER: readonly (keyof Answer)[] = [
  'handleHash',
  'clientId',
  'outcome',
  'grantId',
  'redirectUri',
  'state',
  'issuer',
  'codeChallenge',
  'resource',
  'scopes',
  'answeredAt',
  'expiresAt',
];
export const GRANT_COLUMNS: readonly (keyof Grant)[] = [
  'id',
  'clientId',
  'scopes',
  'compartment',
  'allowedAt',
  'allowedBy',
  'endsAt',
  'endedAt',
  'endReason',
  'lastUsedAt',
  'evidence',
];

function read(row: unknown): Answer {
  const { deliveredAt: _, ...answer } = fromRow<Answer & { deliveredAt: number | null }>(row, JSON_MEMBERS);
  return answer;
}

export function answerReads(db: Sqlite) {
  const find = db.prepare('SELECT * FROM answers WHERE handle_hash = ?');
  return {
    find: (handleHash: string): Answer | null => {
      const row = find.get(handleHash);
      return row === undefined ? null : read(row);
    },
  };
}

export function answerWrites(db: Sqlite) {
  const insert = db.prepare(insertInto('answers', ANSWER));
  const insertGrant = db.prepare(insertInto('grants', GRANT_COLUMNS));
  const grantState = db.prepare('SELECT ended_at FROM grants WHERE id = ?');
  const widen = db.prepare('UPDATE grants SET scopes = @scopes WHERE id = @id');
  const clientNow = db.prepare("SELECT name, redirect_uris FROM clients WHERE id = ? AND state IN ('pending', 'approved')");
  const approve = db.prepare("UPDATE clients SET state = 'approved', approved_at = COALESCE(approved_at, @now), changes = '[]' WHERE id = @id");
  const deliver = db.prepare(
    'UPDATE answers SET delivered_at = @now WHERE handle_hash = @handleHash AND delivered_at IS NULL AND expires_at > @now RETURNING *',
  );
  const insertCode = db.prepare(
    'INSERT INTO codes (hash, client_id, grant_id, redirect_uri, code_challenge, resource, scopes, issued_at, expires_at) VALUES (@hash, @clientId, @grantId, @redirectUri, @codeChallenge, @resource, @scopes, @issuedAt, @expiresAt)',
  );
  return {
    'answers.allow': ({ answer, grant, seen }: { answer: Answer; grant: Grant; seen: SeenClient }): boolean => {
      const known = grantState.get(grant.id) as { ended_at: number | null } | undefined;
      if (known !== undefined && known.ended_at !== null) return false;
      const client = clientNow.get(grant.clientId);
      if (client === undefined || !isAsSeen(fromRow<SeenClient>(client, SEEN_MEMBERS), seen)) return false;
      approve.run({ id: grant.clientId, now: answer.answeredAt });
      if (known === undefined) insertGrant.run(toRow(grant));
      else widen.run({ id: grant.id, scopes: JSON.stringify(grant.scopes) });
      insert.run(toRow(answer));
      return true;
    },
    'answers.refuse': (answer: Answer) => void insert.run(toRow(answer)),
    'answers.deliver': ({ handleHash, now, code }: { handleHash: string; now: number; code: { hash: string; expiresAt: number } }): Answer | null => {
      const row = deliver.get({ handleHash, now });
      if (row === undefined) return null;
      const answer = read(row);
      if (answer.outcome === 'allowed') {
        const { clientId, grantId, redirectUri, codeChallenge, resource } = answer;
        insertCode.run({ ...code, clientId, grantId, redirectUri, codeChallenge, resource, scopes: JSON.stringify(answer.scopes), issuedAt: now });
      }
      return answer;
    },
  };
}
