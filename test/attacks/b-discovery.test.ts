import { OAuthMetadataSchema, OAuthProtectedResourceMetadataSchema, OpenIdProviderDiscoveryMetadataSchema } from '@modelcontextprotocol/sdk/shared/auth.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect, get, rawRequest } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let port: number;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  port = Number(new URL(gatehouse.url).port);
});
afterAll(() => gatehouse.close());

const SERVER = ['/.well-known/oauth-authorization-server', '/.well-known/oauth-authorization-server/mcp'];
const OPENID = ['/.well-known/openid-configuration', '/.well-known/openid-configuration/mcp'];
const RESOURCE = ['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'];
const KEYS = ['/.well-known/jwks.json', '/jwks'];
const json = async (path: string) => (await get(`${gatehouse.url}${path}`)).json() as Promise<Record<string, unknown>>;

describe('RFC 8414, RFC 9728 and OpenID discovery', () => {
  it.each(SERVER)('B1 B2 (a) (ruling 3) %s names the one issuer and only what is served', async (path) => {
    const issuer = gatehouse.url;
    const response = await get(`${issuer}${path}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    const document = (await response.json()) as Record<string, unknown>;
    expect(document).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      registration_endpoint: `${issuer}/oauth/register`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      introspection_endpoint: `${issuer}/oauth/introspect`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      scopes_supported: ['memory:read', 'memory:write', 'memory:admin'],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
    });
    expect(document.token_endpoint_auth_methods_supported).toContain('none');
    expect(Object.values(document).filter((value) => Array.isArray(value) && value.length === 0)).toEqual([]);
    expect(OAuthMetadataSchema.safeParse(document).success).toBe(true);
    expect(Object.keys(document)).not.toEqual(expect.arrayContaining(['resource']));
    // Every endpoint it names is there.
    for (const [name, url] of Object.entries(document).filter(([name]) => /_endpoint$|^jwks_uri$/.test(name))) {
      expect([name, (await get(String(url))).status]).not.toEqual([name, 404]);
    }
  });

  it.each(OPENID)('B2 (b) (ruling 3) %s adds only what the OpenID schema wants', async (path) => {
    const document = await json(path);
    expect(OpenIdProviderDiscoveryMetadataSchema.safeParse(document).success).toBe(true);
    const { subject_types_supported: subjects, id_token_signing_alg_values_supported: algorithms, ...rest } = document;
    expect([subjects, algorithms, rest]).toEqual([['public'], ['ES256'], await json(SERVER[0] ?? '')]);
  });

  it.each(['/mcp/.well-known/oauth-authorization-server', '/.well-known/oauth-authorization-server/other'])('B2 (a) %s is not served', async (path) =>
    expect([401, 404]).toContain((await get(`${gatehouse.url}${path}`)).status),
  );

  it.each(RESOURCE)('B3 %s names the resource, the server, and no permission that is none', async (path) => {
    const document = await json(path);
    expect(document).toEqual({
      resource: `${gatehouse.url}/mcp`,
      authorization_servers: [gatehouse.url],
      scopes_supported: ['memory:read', 'memory:write'],
      bearer_methods_supported: ['header'],
      resource_name: 'Gatehouse memory',
    });
    expect(OAuthProtectedResourceMetadataSchema.safeParse(document).success).toBe(true);
  });

  it('B4 (ruling 2) nothing but the validated Host shapes a document', async () => {
    const fetchRaw = (host: string, more = '') =>
      rawRequest(port, `GET ${SERVER[0]} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`).then((text) => text.split('\r\n\r\n')[1]);
    const plain = await fetchRaw(`127.0.0.1:${port}`);
    const hostile = 'X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nForwarded: host=evil.example\r\nX-Forwarded-Port: 1\r\n';
    expect(await fetchRaw(`127.0.0.1:${port}`, hostile)).toBe(plain);
    for (const host of [`evil.example:${port}`, `127.0.0.1.evil.example:${port}`, 'evil.example', `127.0.0.1:${port + 1}`]) {
      const refused = await rawRequest(port, `GET ${SERVER[0]} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect([host, refused.split(' ')[1]]).toEqual([host, '403']);
      expect(refused).not.toMatch(/issuer|evil/);
    }
    expect(JSON.parse((await fetchRaw(`localhost:${port}`)) ?? '')).toMatchObject({ issuer: `http://localhost:${port}` });
    // The MCP clients exempt only the other two names from https.
    expect(JSON.parse((await fetchRaw(`[::1]:${port}`)) ?? '')).toMatchObject({ issuer: `http://localhost:${port}` });
  });

  it.each(KEYS)('B5 %s holds public keys only', async (path) => {
    const { keys } = (await json(path)) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: expect.any(String) });
    for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(keys[0]).not.toHaveProperty(member);
  });

  it.each(['ES256', 'RS256'] as const)('B5 %s: the old key stays until its last token has ended, the new one signs at once', async (signingAlgorithm) => {
    const rotating = await startGatehouse({}, { signingAlgorithm });
    const published = async () => ((await (await get(`${rotating.url}/jwks`)).json()) as { keys: Record<string, unknown>[] }).keys;
    const { tokens } = await connect(rotating);
    const [old] = await published();
    const kid = await rotating.keys.rotate();
    const keys = await published();
    expect(keys.map((key) => [key.kid, key.alg, key.use])).toEqual([
      [old?.kid, signingAlgorithm, 'sig'],
      [kid, signingAlgorithm, 'sig'],
    ]);
    for (const key of keys) for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']) expect(key).not.toHaveProperty(member);
    expect((await get(`${rotating.url}/mcp`, { authorization: `Bearer ${tokens.access_token}` })).status).toBe(405);
    rotating.clock.advance(15 * 60_000);
    await rotating.keys.tick();
    expect(await published()).toHaveLength(2);
    // The longest lifetime that can be set, and a minute for signing.
    rotating.clock.advance(46 * 60_000);
    await rotating.keys.tick();
    expect((await published()).map((key) => key.kid)).toEqual([kid]);
    await rotating.close();
  });

  it('ruling 20: every document is 503 with Retry-After while everything is paused, and names nothing', async () => {
    await gatehouse.control.setLocked(true);
    for (const path of [...SERVER, ...OPENID, ...RESOURCE, ...KEYS]) {
      const response = await get(`${gatehouse.url}${path}`);
      expect([path, response.status, response.headers.get('retry-after'), response.headers.get('cache-control')]).toEqual([path, 503, '60', 'no-store']);
      expect(await response.text()).not.toMatch(/resource"|issuer/);
    }
    await gatehouse.control.setLocked(false);
    expect((await get(`${gatehouse.url}${SERVER[0]}`)).status).toBe(200);
  });
});
