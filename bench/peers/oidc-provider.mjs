/**
 * oidc-provider as a peer: public clients with dynamic registration, PKCE, JWT access tokens (ES256), rotation, an interaction
 * that allows everything, and a SQLite adapter that is as durable as ours (WAL, synchronous FULL).
 */
import { generateKeyPair } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import Provider from 'oidc-provider';

const [directory] = process.argv.slice(2);
const db = new Database(join(directory, 'peer.db'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(`
  CREATE TABLE records (
    model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, grant_id TEXT, uid TEXT, expires_at INTEGER, consumed_at INTEGER,
    PRIMARY KEY (model, id)
  ) WITHOUT ROWID;
  CREATE INDEX by_grant ON records (grant_id) WHERE grant_id IS NOT NULL;
  CREATE INDEX by_uid ON records (uid) WHERE uid IS NOT NULL;
`);
const upsert = db.prepare(
  'INSERT INTO records (model, id, payload, grant_id, uid, expires_at) VALUES (@model, @id, @payload, @grantId, @uid, @expiresAt) ON CONFLICT (model, id) DO UPDATE SET payload = @payload, grant_id = @grantId, uid = @uid, expires_at = @expiresAt',
);
const find = db.prepare('SELECT payload, consumed_at FROM records WHERE model = ? AND id = ? AND (expires_at IS NULL OR expires_at > ?)');
const findByUid = db.prepare('SELECT payload, consumed_at FROM records WHERE model = ? AND uid = ? AND (expires_at IS NULL OR expires_at > ?)');
const consume = db.prepare('UPDATE records SET consumed_at = ? WHERE model = ? AND id = ?');
const destroy = db.prepare('DELETE FROM records WHERE model = ? AND id = ?');
const revoke = db.prepare('DELETE FROM records WHERE grant_id = ?');
const now = () => Math.floor(Date.now() / 1000);
const read = (row) => (row === undefined ? undefined : { ...JSON.parse(row.payload), ...(row.consumed_at === null ? {} : { consumed: row.consumed_at }) });

class Adapter {
  constructor(model) {
    this.model = model;
  }
  async upsert(id, payload, expiresIn) {
    upsert.run({
      model: this.model,
      id,
      payload: JSON.stringify(payload),
      grantId: payload.grantId ?? null,
      uid: payload.uid ?? null,
      expiresAt: expiresIn ? now() + expiresIn : null,
    });
  }
  async find(id) {
    return read(find.get(this.model, id, now()));
  }
  async findByUid(uid) {
    return read(findByUid.get(this.model, uid, now()));
  }
  async findByUserCode() {
    return undefined;
  }
  async consume(id) {
    consume.run(now(), this.model, id);
  }
  async destroy(id) {
    destroy.run(this.model, id);
  }
  async revokeByGrantId(grantId) {
    revoke.run(grantId);
  }
}

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const resource = `${issuer}/mcp`;
const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
const provider = new Provider(issuer, {
  adapter: Adapter,
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'bench' }] },
  clientAuthMethods: ['none', 'client_secret_basic'],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  scopes: ['offline_access'],
  cookies: { keys: ['bench'] },
  pkce: { required: () => true },
  issueRefreshToken: async () => true,
  rotateRefreshToken: () => true,
  findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    registration: { enabled: true },
    revocation: { enabled: true, allowedPolicy: () => true },
    introspection: { enabled: true, allowedPolicy: () => true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'memory:write',
        audience: resource,
        accessTokenFormat: 'jwt',
        accessTokenTTL: 900,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  ttl: { AccessToken: 900, AuthorizationCode: 60, Grant: 86_400, Interaction: 600, RefreshToken: 86_400, Session: 86_400 },
});
const callback = provider.callback();
server.on('request', async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return callback(request, response);
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: 'local', clientId: params.client_id });
  grant.addResourceScope(resource, 'memory:write');
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, { login: { accountId: 'local' }, consent: { grantId } });
});
console.log(JSON.stringify({ issuer }));
