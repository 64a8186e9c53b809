import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import type { StatusView } from '../../src/shared/views.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { documentOf } from '../support/metadata-server.ts';
import { authorizationUrl, makePkce, openWaiting, REDIRECT, register } from '../support/oauth-client.ts';

const DOCUMENT = 'https://app.example.com/client.json';
const EVERYTHING = ['memory:read', 'memory:write', 'memory:admin'];

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse({ fetchDocument: async (url) => ({ members: documentOf(url, { scope: 'read' }), cacheControl: null }) });
});
afterAll(() => gatehouse.close());

/** What the person is asked for. @param scope null names nothing */
async function askedFor(clientId: string, scope: string | null): Promise<string[]> {
  await openWaiting(authorizationUrl(gatehouse.url, clientId, makePkce().challenge, { scope }));
  const request = gatehouse.desk.list().findLast(({ client, stage }) => client.id === clientId && stage === 'asking');
  return request?.permissions.map((permission) => permission.scope) ?? [];
}

describe('RFC 7591 §2: the scope of a registration', () => {
  it('is kept and echoed in our words', async () => {
    expect(await register(gatehouse.url, { scope: 'mcp:read write openid' })).toMatchObject({ scope: 'memory:read memory:write' });
    expect(await register(gatehouse.url, { scope: 'openid' })).not.toHaveProperty('scope');
  });

  it.each([
    ['a registration', async () => String((await register(gatehouse.url, { scope: 'read' })).client_id)],
    ['a metadata document', async () => DOCUMENT],
  ])('of %s bounds a request that names nothing, and none that names more', async (_what, make) => {
    const clientId = await make();
    expect(await askedFor(clientId, null)).toEqual(['memory:read']);
    expect(await askedFor(clientId, 'memory:admin')).toEqual(EVERYTHING);
  });

  it('however wide makes a request that names nothing ask for read and write (ruling 14)', async () => {
    const { client_id: clientId } = await register(gatehouse.url, { scope: 'memory:admin' });
    expect(await askedFor(String(clientId), null)).toEqual(['memory:read', 'memory:write']);
  });

  it('that the person entered is a ceiling: no request gets above it', async () => {
    const admin = createAdmin({ ...gatehouse, status: async () => ({}) as StatusView });
    const entered = { name: 'Old tool', redirectUris: [REDIRECT], scopes: ['read'] };
    const added = (await admin['clients.add']?.(entered, 'command')) as { id: string } | undefined;
    expect(await askedFor(added?.id ?? '', 'memory:read memory:write memory:admin')).toEqual(['memory:read']);
  });
});
