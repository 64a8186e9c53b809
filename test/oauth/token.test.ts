import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { gatehouseOfItsOwn } from '../support/each-test.ts';
import { callTool, connect, postForm, register } from '../support/oauth-client.ts';

const gatehouse = gatehouseOfItsOwn();

const token = (form: Record<string, string>) => postForm(`${gatehouse.url}/oauth/token`, form);
const refresh = (clientId: string, refreshToken: string, more: Record<string, string> = {}) =>
  token({ grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken, ...more });

describe('RFC 9068 access tokens (ruling 16)', () => {
  it('carry exactly the claims that were decided, for 15 minutes', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 900, scope: 'memory:read memory:write' });
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    const claims = decodeJwt(tokens.access_token);
    expect(Object.keys(claims).sort()).toEqual(['aud', 'client_id', 'exp', 'grant', 'iat', 'iss', 'jti', 'scope', 'sub']);
    expect(claims).toMatchObject({ iss: gatehouse.url, aud: `${gatehouse.url}/mcp`, client_id: clientId, scope: 'memory:read memory:write' });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
  });

  it('are refused when they have expired, and told so', async () => {
    const { tokens } = await connect(gatehouse);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(200);
    gatehouse.clock.advance(901_000);
    const response = await callTool(gatehouse, tokens.access_token, 'memory_status');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error_description="the access token has expired"');
  });
});

describe('RFC 7009 revocation', () => {
  const revoke = (form: Record<string, string>) => postForm(`${gatehouse.url}/oauth/revoke`, form);

  it('of the refresh token ends the family', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const response = await revoke({ token: tokens.refresh_token, client_id: clientId });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(401);
  });

  it('of the access token ends that token alone', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    expect((await revoke({ token: tokens.access_token, client_id: clientId })).status).toBe(200);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(401);
    expect((await refresh(clientId, tokens.refresh_token)).status).toBe(200);
  });

  it('of what is unknown or another client’s is 200 without effect', async () => {
    const { tokens } = await connect(gatehouse);
    const other = await connect(gatehouse);
    for (const value of ['garbage', tokens.refresh_token, tokens.access_token]) {
      expect((await revoke({ token: value, client_id: other.clientId, token_type_hint: 'nonsense' })).status).toBe(200);
    }
    expect((await callTool(gatehouse, tokens.access_token, 'memory_status')).status).toBe(200);
    expect((await revoke({ client_id: other.clientId })).status).toBe(400);
  });
});

describe('RFC 7591 §2: confidential clients', () => {
  it.each(['client_secret_post', 'client_secret_basic'])('%s gets a secret once and has to show it', async (method) => {
    const registered = (await register(gatehouse.url, { token_endpoint_auth_method: method })) as { client_id: string; client_secret: string };
    expect(registered.client_secret).toMatch(/^ghs_/);
    const without = await token({ grant_type: 'refresh_token', refresh_token: 'x', client_id: registered.client_id });
    expect(without.status).toBe(401);
    const basic = { authorization: `Basic ${Buffer.from(`${registered.client_id}:${registered.client_secret}`).toString('base64')}` };
    const form = { grant_type: 'refresh_token', refresh_token: 'x' };
    const shown =
      method === 'client_secret_basic'
        ? await postForm(`${gatehouse.url}/oauth/token`, form, basic)
        : await token({ ...form, client_id: registered.client_id, client_secret: registered.client_secret });
    expect(await shown.json()).toMatchObject({ error: 'invalid_grant' });
  });
});
