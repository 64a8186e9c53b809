import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { isPermitted, needsThePerson } from '../../src/admin/permitted.ts';
import type { StatusView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, get, makePkce, openWaiting, postForm, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let admin: ReturnType<typeof createAdmin>;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
});
afterAll(() => gatehouse.close());

type Added = { id: string; name: string; redirectUris: string[]; scope: string | null; secret: string | null };
const REDIRECT = 'http://127.0.0.1/callback';
const got = async (answer: Promise<unknown> | undefined) => (await answer) as Added & { client: unknown };
const add = async (parameters: Record<string, unknown> = {}) =>
  got(admin['clients.add']?.({ name: 'Old tool', redirectUris: [REDIRECT], ...parameters }, 'command'));
const stored = async () => (await gatehouse.store.clients.list()).length;

describe('clients that the person enters by hand', () => {
  it('are known at once, and connected to nothing', async () => {
    const { id, secret } = await add();
    expect([id, secret]).toEqual([expect.stringMatching(/^gh_[\w-]{31}$/), null]);
    expect(await gatehouse.store.clients.find(id)).toMatchObject({
      name: 'Old tool',
      redirectUris: [REDIRECT],
      scopeCeiling: null,
      registrationTokenHash: null,
    });
    expect(await gatehouse.store.grants.list({ clientId: id })).toEqual([]);
    const { client } = await got(admin['clients.get']?.({ id }, 'command'));
    expect(client).toMatchObject({ kind: 'program', state: 'never approved', scopes: [] });
    const [latest] = await gatehouse.store.activity.list({ limit: 1 });
    expect(latest?.event).toMatchObject({ kind: 'client.added', clientId: id, name: 'Old tool', by: 'command' });
  });

  it('ask the person at their login like any other (ruling 10), from any port', async () => {
    const { id } = await add();
    const { verifier, challenge } = makePkce();
    const redirect = 'http://127.0.0.1:51777/callback';
    const page = await openWaiting(authorizationUrl(gatehouse.url, id, challenge, { redirect_uri: redirect }));
    const request = gatehouse.desk.list().find(({ client }) => client.id === id);
    expect(request).toMatchObject({ stage: 'asking', client: { name: 'Old tool' } });
    expect((await get(page)).status).toBe(200);
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' }, 'popup');
    const code = new URL((await get(page)).headers.get('location') ?? '').searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, client_id: id, code_verifier: verifier };
    expect((await postForm(`${gatehouse.url}/oauth/token`, form)).status).toBe(200);
  });

  it('with a secret are told it once, and must use it', async () => {
    const { id, secret } = await add({ confidential: true });
    expect(secret).toMatch(/^ghs_[\w-]{43}$/);
    expect(JSON.stringify([await gatehouse.store.clients.find(id), await admin['clients.list']?.({}, 'command')])).not.toContain(secret);
    const { challenge, verifier } = makePkce();
    const page = await openWaiting(authorizationUrl(gatehouse.url, id, challenge, { redirect_uri: REDIRECT }));
    const request = gatehouse.desk.list().find(({ client }) => client.id === id);
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' }, 'popup');
    const code = new URL((await get(page)).headers.get('location') ?? '').searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, code_verifier: verifier };
    const refused = await postForm(`${gatehouse.url}/oauth/token`, { ...form, client_id: id });
    expect([refused.status, await refused.json()]).toEqual([401, expect.objectContaining({ error: 'invalid_client' })]);
    const basic = Buffer.from(`${id}:${secret}`).toString('base64');
    expect((await postForm(`${gatehouse.url}/oauth/token`, form, { authorization: `Basic ${basic}` })).status).toBe(200);
  });

  it('may never ask for more than the person entered', async () => {
    const { id, scope } = await add({ scopes: ['read'] });
    expect(scope).toBe('memory:read');
    await openWaiting(authorizationUrl(gatehouse.url, id, makePkce().challenge, { redirect_uri: REDIRECT }));
    const request = gatehouse.desk.list().find(({ client }) => client.id === id);
    expect(request?.permissions.map(({ scope: asked }) => asked)).toEqual(['memory:read']);
  });

  it('are not pushed out by a flood of registrations (ruling 7), also after a day', async () => {
    const flooded = await startGatehouse();
    const { id } = await got(createAdmin({ ...flooded, status: async () => ({}) as StatusView })['clients.add']?.({ preset: 'cursor' }, 'command'));
    flooded.clock.advance(25 * 3_600_000);
    for (let count = 0; count < 60; count += 1) await register(flooded.url, { client_name: `flood ${count}` });
    expect(await flooded.store.clients.find(id)).not.toBeNull();
    await flooded.close();
  });

  it.each([
    ['claude-code', 'Claude Code', 'http://localhost:3118/callback'],
    ['cursor', 'Cursor', 'cursor://anysphere.cursor-mcp/oauth/callback'],
    ['cursor', 'Cursor', 'http://localhost:8787/callback'],
    ['vscode', 'Visual Studio Code', 'http://127.0.0.1:33418/'],
    ['vscode', 'Visual Studio Code', 'http://127.0.0.1:50321/'],
  ])('as the preset %s are %s and may be answered at %s', async (preset, name, redirect) => {
    const { id, name: given } = await add({ preset, name: undefined, redirectUris: undefined });
    expect(given).toBe(name);
    await openWaiting(authorizationUrl(gatehouse.url, id, makePkce().challenge, { redirect_uri: redirect }));
  });

  it('keep what is entered beside a preset', async () => {
    expect(await add({ preset: 'cursor', name: 'My Cursor', redirectUris: undefined })).toMatchObject({ name: 'My Cursor', scope: null });
    expect((await add({ preset: 'cursor', name: undefined })).redirectUris).toEqual([REDIRECT]);
  });

  it.each([
    [{ name: undefined }, 'name must be a text'],
    [{ name: '\u200b\u202e' }, 'its name must have something to read in it'],
    [{ redirectUris: undefined }, 'redirectUris must be a list of texts'],
    [{ redirectUris: [] }, 'redirectUris must be a list of texts'],
    [{ redirectUris: [REDIRECT, 'http://evil.example/cb'] }, 'http://evil.example/cb is not a loopback address or a known private scheme'],
    [{ redirectUris: ['javascript:alert(1)'] }, 'no redirect URI is a loopback address or a known private scheme'],
    [{ scopes: ['everything'] }, 'scopes must name'],
    [{ confidential: 'yes' }, 'confidential must be true or false'],
    [{ preset: 'constructor' }, 'preset must be one of claude-code, cursor, vscode'],
  ])('with %j are refused with the reason, and nothing is stored', async (parameters, reason) => {
    const before = await stored();
    await expect(add(parameters)).rejects.toThrow(reason);
    expect(await stored()).toBe(before);
  });

  it('are removed by hand, in whatever state, with their connections and what waits', async () => {
    const { id } = await add({ name: 'Short-lived' });
    const { challenge, verifier } = makePkce();
    const page = await openWaiting(authorizationUrl(gatehouse.url, id, challenge, { redirect_uri: REDIRECT }));
    const request = gatehouse.desk.list().find(({ client }) => client.id === id);
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' }, 'popup');
    const code = new URL((await get(page)).headers.get('location') ?? '').searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, client_id: id, code_verifier: verifier };
    const { access_token: token } = (await (await postForm(`${gatehouse.url}/oauth/token`, form)).json()) as { access_token: string };
    const waiting = await openWaiting(authorizationUrl(gatehouse.url, id, makePkce().challenge, { redirect_uri: REDIRECT }));
    expect(await admin['clients.remove']?.({ id }, 'command')).toEqual({ id, removed: 1 });
    expect((await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${token}` })).status).toBe(401);
    expect(new URL((await get(waiting)).headers.get('location') ?? '').searchParams.get('error')).toBe('access_denied');
    expect(await gatehouse.store.grants.list({ clientId: id })).toMatchObject([{ endReason: 'client-deleted' }]);
    await expect(admin['clients.remove']?.({ id }, 'command')).rejects.toThrow(`There is no client ${id}`);
    expect(isPermitted('clients.remove', 'desktop')).toBe(true);
  });

  it('in the desktop host only the person adds one', () => {
    expect([isPermitted('clients.add', 'desktop'), needsThePerson('clients.add'), isPermitted('clients.add', 'headless')]).toEqual([false, true, true]);
  });
});
