import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/consent/attention/budget.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { postJson, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse();
});
afterAll(() => gatehouse.close());

const tryRegister = async (body: unknown) => {
  const response = await postJson(`${gatehouse.url}/register`, body);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('RFC 7591 registration', () => {
  it('answers 201 at once with what was registered, and no null', async () => {
    const { status, body } = await tryRegister({ redirect_uris: ['http://127.0.0.1/cb'], client_name: 'X', token_endpoint_auth_method: 'none' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      client_name: 'X',
      redirect_uris: ['http://127.0.0.1/cb'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });
    expect(body.client_id).toMatch(/^gh_[\w-]{31}$/);
    expect(Object.values(body)).not.toContain(null);
    expect(body.client_secret).toBeUndefined();
  });

  it('keeps the acceptable redirects of Cursor and drops the remote one (ruling 5)', async () => {
    const uris = ['cursor://anysphere.cursor-mcp/oauth/callback', 'https://www.cursor.com/agents/mcp/oauth/callback', 'http://localhost:8787/callback'];
    expect((await register(gatehouse.url, { redirect_uris: uris })).redirect_uris).toEqual([uris[0], uris[2]]);
  });

  it('keeps the loopback redirects of VS Code', async () => {
    const uris = ['https://insiders.vscode.dev/redirect', 'https://vscode.dev/redirect', 'http://127.0.0.1/', 'http://127.0.0.1:33418/'];
    expect((await register(gatehouse.url, { redirect_uris: uris })).redirect_uris).toEqual(uris.slice(2));
  });

  it.each([
    'http://evil.example/cb',
    'http://127.0.0.1.evil.com/cb',
    'http://127.0.0.1@evil.com/cb',
    'http://0.0.0.0/cb',
    'http://127.1/cb',
    'http://[::ffff:127.0.0.1]/cb',
    'http://localhost./cb',
    'http://127.0.0.1:5\\@evil.com/cb',
    'http://127.0.0.1/cb#fragment',
    'http://127.0.0.1/c\tb',
    'http://127.0.0.1/../cb',
    'http://127.0.0.1/cb?code=1',
    'http://127.0.0.1:99999/cb',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'myapp:/cb',
    'https://app.example.com/cb',
    `http://127.0.0.1/${'a'.repeat(600)}`,
  ])('refuses %s when it is the only one', async (uri) => {
    const { status, body } = await tryRegister({ redirect_uris: [uri] });
    expect([status, body.error]).toEqual([400, 'invalid_redirect_uri']);
  });

  it.each([
    ['other response types', { response_types: ['token'] }],
    ['only other grants', { grant_types: ['client_credentials'] }],
    ['an unknown auth method', { token_endpoint_auth_method: 'private_key_jwt' }],
    ['two key sets', { jwks: {}, jwks_uri: 'https://a.example/' }],
  ])('refuses %s', async (_name, more) => {
    expect(await tryRegister({ redirect_uris: ['http://127.0.0.1/cb'], ...more })).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } });
  });

  it('accepts a body with only a name; such a client cannot authorize (ruling 5)', async () => {
    const { status, body } = await tryRegister({ client_name: 'Only a name' });
    expect([status, body.redirect_uris]).toEqual([201, []]);
  });

  it('cleans the name of what hides or reorders', async () => {
    const { body } = await tryRegister({ redirect_uris: ['http://127.0.0.1/cb'], client_name: 'Claude\u202Eedoc\u200B\n<b>' });
    expect(body.client_name).toBe('Claudeedoc <b>');
  });

  it('a flood pushes out its own oldest and never refuses (ruling 7)', async () => {
    const flooded = await startGatehouse({}, { promptLimits: LIMITS });
    const first = await register(flooded.url, { client_name: 'first' });
    flooded.clock.advance(130_000);
    await flooded.desk.tick();
    for (let count = 0; count < 60; count += 1) await register(flooded.url, { client_name: `flood ${count}` });
    const clients = await flooded.store.clients.list();
    expect(clients.length).toBeLessThanOrEqual(56);
    expect(clients.map(({ id }) => id)).not.toContain(first.client_id);
    await flooded.close();
  });
});
