import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import type { StatusView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect, get, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse();
});
afterAll(() => gatehouse.close());

const made = async (answer: Promise<unknown> | undefined) => (await answer) as { token: string };
const ALL = ['memory:read', 'memory:write', 'memory:admin'] as const;
const look = async (id: string, token?: string) => {
  const response = await get(`${gatehouse.url}/oauth/clients/${encodeURIComponent(id)}`, token === undefined ? {} : { authorization: `Bearer ${token}` });
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body: (await response.json()) as Record<string, unknown> };
};

describe('information about a client', () => {
  it('is for the client itself, by its registration access token, without any secret', async () => {
    const client = await register(gatehouse.url, { token_endpoint_auth_method: 'client_secret_post' });
    const { registration_access_token: token, registration_client_uri: _, client_secret: __, client_secret_expires_at: ___, ...known } = client;
    expect(await look(String(client.client_id), String(token))).toMatchObject({ status: 200, body: known });
    expect(Object.keys((await look(String(client.client_id), String(token))).body)).not.toContain('status');
  });

  it('is for a login with the widest permission, with how the person has answered', async () => {
    const admin = await connect(gatehouse, ALL);
    const { client_id: id } = await register(gatehouse.url, { client_name: 'Looked at' });
    const now = Math.floor(gatehouse.clock.now() / 1000);
    expect((await look(String(id), admin.tokens.access_token)).body).toMatchObject({ client_name: 'Looked at', status: 'pending' });
    expect((await look(admin.clientId, admin.tokens.access_token)).body).toMatchObject({ status: 'approved', approved_at: now });
    expect(await look('gh_nobody', admin.tokens.access_token)).toMatchObject({ status: 404 });
  });

  it('is nobody else’s: no token, a narrower login, a refresh token, a key for scripts, another client', async () => {
    const { client_id: id } = await register(gatehouse.url);
    const [narrow, wide, other] = [await connect(gatehouse), await connect(gatehouse, ALL), await register(gatehouse.url)];
    const admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
    const { token: key } = await made(admin['tokens.create']?.({ name: 'key', scopes: ['memory:admin'] }, 'command'));
    for (const asked of [String(id), 'gh_nobody']) {
      expect(await look(asked)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
      for (const token of [wide.tokens.refresh_token, key, 'garbage', String(other.registration_access_token)]) {
        expect([token, await look(asked, token)]).toEqual([token, expect.objectContaining({ status: 401 })]);
      }
      expect(await look(asked, narrow.tokens.access_token)).toMatchObject({
        status: 403,
        challenge: expect.stringContaining('error="insufficient_scope"'),
        body: { error: 'insufficient_scope' },
      });
    }
  });

  it('is not there while the administrator is paused, who keeps its login', async () => {
    const { clientId, tokens } = await connect(gatehouse, ALL);
    await gatehouse.control.pause([clientId]);
    expect(await look(clientId, tokens.access_token)).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
  });
});
