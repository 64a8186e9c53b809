import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { isPermitted, needsThePerson } from '../../src/admin/permitted.ts';
import type { Scope } from '../../src/shared/scopes.ts';
import type { ClientView, StatusView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, callTool, connect, get, makePkce, postForm } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let admin: ReturnType<typeof createAdmin>;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
});
afterAll(() => gatehouse.close());

type Made = { id: string; token: string; scopes: Scope[]; endsAt: number };
const make = async (parameters: Record<string, unknown> = {}) => (await admin['tokens.create']?.({ name: 'backup script', ...parameters }, 'command')) as Made;
const ask = async <Result>(method: string, parameters: unknown = {}): Promise<Result> => (await admin[method]?.(parameters, 'command')) as Result;
const status = async (token: string) => (await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${token}` })).status;

describe('API keys for scripts (ruling 19)', () => {
  it('are told once, kept as a hash, and read memories at most unless more is named', async () => {
    const { token, scopes, endsAt } = await make();
    expect(token).toMatch(/^ghk_[\w-]{43}$/);
    expect([scopes, endsAt]).toEqual([['memory:read'], gatehouse.clock.now() + 90 * 86_400_000]);
    expect((await callTool(gatehouse, token, 'memory_status')).status).toBe(200);
    expect((await callTool(gatehouse, token, 'memory_store', { content: 'x' })).status).toBe(403);
    const everything = JSON.stringify([
      await gatehouse.store.clients.list(),
      await gatehouse.store.grants.list(),
      await admin['clients.list']?.({}, 'command'),
    ]);
    expect(everything).not.toContain(token);
  });

  it('do not raise a prompt when they go beyond their permission', async () => {
    const { token } = await make();
    await callTool(gatehouse, token, 'memory_store', { content: 'x' });
    gatehouse.clock.advance(3000);
    await gatehouse.desk.tick();
    expect(gatehouse.desk.list()).toEqual([]);
  });

  it('are listed as what they are, paused and revoked like any connection, at the next request', async () => {
    const { id, token } = await make({ name: 'nightly', scopes: ['memory:write'] });
    const { client } = await ask<{ client: ClientView }>('clients.get', { id });
    expect(client).toMatchObject({ name: 'nightly', kind: 'key', state: 'connected', scopes: ['memory:read', 'memory:write'] });
    await admin['clients.pause']?.({ id }, 'command');
    expect(await status(token)).toBe(503);
    await admin['clients.resume']?.({ id }, 'command');
    expect(await status(token)).toBe(405);
    await admin['clients.revoke']?.({ id }, 'command');
    expect(await status(token)).toBe(401);
  });

  it('end by themselves, and stop while everything is locked', async () => {
    const { token } = await make({ for: '1h' });
    await gatehouse.control.setLocked(true);
    expect(await status(token)).toBe(503);
    await gatehouse.control.setLocked(false);
    expect(await status(token)).toBe(405);
    gatehouse.clock.advance(3_600_000);
    expect(await status(token)).toBe(401);
  });

  it('open nothing else: no login, no refresh, no introspection of others', async () => {
    const { id, token } = await make({ scopes: ['memory:admin'] });
    expect((await get(authorizationUrl(gatehouse.url, id, makePkce().challenge))).status).toBe(400);
    const refreshed = await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: token, client_id: id });
    expect(await refreshed.json()).toMatchObject({ error: 'invalid_grant' });
    const { tokens } = await connect(gatehouse);
    for (const asked of [tokens.access_token, tokens.refresh_token, token]) {
      const response = await postForm(`${gatehouse.url}/oauth/introspect`, { token: asked }, { authorization: `Bearer ${token}` });
      expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([401, 'invalid_token']);
    }
    await postForm(`${gatehouse.url}/oauth/revoke`, { token: tokens.access_token, client_id: id });
    expect(await status(tokens.access_token)).toBe(405);
  });

  it('have a name that a person can read: no line breaks, nothing that reorders', async () => {
    const { id, name } = (await make({ name: 'nightly\u202e\n\u001b[2Jbackup' })) as Made & { name: string };
    expect(name).toBe('nightly [2Jbackup');
    expect((await gatehouse.store.clients.find(id))?.name).toBe(name);
  });

  it('tell that they have run out apart from that they were taken away (ruling 20)', async () => {
    const [short, revoked] = [await make({ for: '30m' }), await make()];
    await admin['clients.revoke']?.({ id: revoked.id }, 'command');
    gatehouse.clock.advance(30 * 60_000);
    const said = async ({ token }: Made) => (await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${token}` })).headers.get('www-authenticate');
    expect(await said(short)).toContain('error_description="the access token has expired"');
    expect(await said(revoked)).toContain('error_description="the access token is invalid or has been revoked"');
  });

  it('that were guessed or cut short are 401', async () => {
    const { token } = await make();
    for (const wrong of [token.slice(0, -1), `${token}a`, `ghk_${'A'.repeat(43)}`, 'ghk_']) expect(await status(wrong)).toBe(401);
  });

  it.each([
    [{ name: '' }, 'name must be a text'],
    [{ name: undefined }, 'name must be a text'],
    [{ for: 'forever' }, 'for must be a time'],
    [{ for: '366d' }, 'for must be a time such as 90d, 12h or 30m, at most 365d'],
    [{ name: '\u200b\u202e' }, 'name must have something to read in it'],
    [{ scopes: ['everything'] }, 'scopes must name'],
    [{ compartment: 'none' }, 'There is no compartment none'],
  ])('with %j are refused with the reason', async (parameters, reason) => {
    await expect(make(parameters)).rejects.toThrow(reason);
  });

  it('in the desktop host only the person makes one', () => {
    expect([isPermitted('tokens.create', 'desktop'), needsThePerson('tokens.create'), isPermitted('tokens.create', 'headless')]).toEqual([false, true, true]);
  });
});
