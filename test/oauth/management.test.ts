import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceFromRequest } from '../../src/consent/evidence/from-request.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { freshCode, token } from '../attacks/support.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, get, makePkce, openWaiting, postJson, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
/** What the check before an Allow waits for. */
let beforeEvidence: () => Promise<void> = async () => undefined;
beforeAll(async () => {
  gatehouse = await startGatehouse({
    evidence: async (request) => {
      await beforeEvidence();
      return evidenceFromRequest(request);
    },
  });
});
afterAll(() => gatehouse.close());

type Body = Record<string, unknown>;
const put = async (client: Body, change: Body) => {
  const response = await fetch(String(client.registration_client_uri), {
    method: 'PUT',
    headers: { authorization: `Bearer ${client.registration_access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: client.client_id, ...change }),
  });
  return { status: response.status, body: (await response.json()) as Body };
};
const waitingOf = ({ client_id: id }: Body) => gatehouse.desk.list().filter(({ client }) => client.id === id);
const ALLOW = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' } as const;

async function askFor(client: Body): Promise<{ page: string; requestId: string }> {
  const page = await openWaiting(authorizationUrl(gatehouse.url, String(client.client_id), makePkce().challenge));
  return { page, requestId: waitingOf(client).find(({ stage }) => stage === 'asking')?.id ?? '' };
}

describe('RFC 7592 §2.2: an update', () => {
  it('that comes between the press of Allow and its commit leaves nothing allowed (ruling 8)', async () => {
    const client = await register(gatehouse.url);
    const { page, requestId } = await askFor(client);
    beforeEvidence = async () => {
      beforeEvidence = async () => undefined;
      expect((await put(client, { client_name: 'Somebody else' })).status).toBe(200);
    };
    expect(await gatehouse.desk.decide(requestId, ALLOW, 'popup')).toBe('refused');
    expect(await gatehouse.store.grants.list({ clientId: String(client.client_id) })).toEqual([]);
    expect(await gatehouse.store.clients.find(String(client.client_id))).toMatchObject({ state: 'pending', name: 'Somebody else' });
    const back = new URL((await get(page)).headers.get('location') ?? '');
    expect([back.searchParams.get('error'), back.searchParams.get('code')]).toEqual(['access_denied', null]);
  });

  it('of what no person is shown neither asks again nor takes the question away', async () => {
    const client = await register(gatehouse.url);
    const { requestId } = await askFor(client);
    expect((await put(client, { software_version: '2' })).body).toMatchObject({ software_version: '2', client_name: 'Test client' });
    expect(waitingOf(client).map(({ id }) => id)).toEqual([requestId]);
    expect(await gatehouse.desk.decide(requestId, ALLOW, 'popup')).toBe('decided');
  });

  it('of a client that is not asked about raises no announcement unless there is something new to see', async () => {
    const client = await register(gatehouse.url);
    await gatehouse.desk.drop([String(client.client_id)]);
    await put(client, { software_version: '2' });
    expect(waitingOf(client)).toEqual([]);
    await put(client, { client_name: 'Renamed' });
    expect(waitingOf(client)).toMatchObject([{ stage: 'announced', client: { name: 'Renamed' } }]);
  });

  it('takes a member away by null', async () => {
    const client = await register(gatehouse.url, { software_version: '1', scope: 'memory:read' });
    const { status, body } = await put(client, { software_version: null, scope: null });
    expect([status, body.software_version, body.scope, body.client_name]).toEqual([200, undefined, undefined, 'Test client']);
  });

  it('of a client without an address works, and can give it one', async () => {
    const client = (await (await postJson(`${gatehouse.url}/oauth/register`, { client_name: 'only a name' })).json()) as Body;
    expect(await put(client, { client_name: 'still no address' })).toMatchObject({ status: 200, body: { redirect_uris: [] } });
    expect(await put(client, { redirect_uris: [] })).toMatchObject({ status: 400, body: { error: 'invalid_redirect_uri' } });
    expect(await put(client, { redirect_uris: ['http://127.0.0.1/cb'] })).toMatchObject({ status: 200, body: { redirect_uris: ['http://127.0.0.1/cb'] } });
  });

  it('after update tells the person eight differences at most, the first ones', async () => {
    const client = await register(gatehouse.url);
    const { requestId } = await askFor(client);
    await gatehouse.desk.decide(requestId, ALLOW, 'popup');
    for (let count = 0; count < 12; count += 1) await put(client, { client_name: `Name ${count}` });
    const { changes = [] } = (await gatehouse.store.clients.find(String(client.client_id))) ?? {};
    expect(changes).toHaveLength(8);
    expect(changes[0]).toBe('It called itself “Test client” before');
  });
});

describe('what a client takes away from itself is refused before it is committed (ruling 17)', () => {
  it.each([
    ['a removal', 'DELETE', {}],
    ['an update that asks again', 'PUT', { client_name: 'Somebody else' }],
  ])('%s', async (_what, method, change) => {
    let beforeCommit: () => Promise<void> = async () => undefined;
    const slow = await startGatehouse({
      openAuthStore: async (activityKey) => {
        const store = createVolatileAuthStore({ activityKey });
        const first =
          <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
          async (...args: Args): Promise<Result> => {
            await beforeCommit();
            return write(...args);
          };
        return { ...store, clients: { ...store.clients, change: first(store.clients.change), remove: first(store.clients.remove) } };
      },
    });
    const client = await register(slow.url);
    const { clientId, form } = await freshCode(slow, {}, {}, String(client.client_id));
    const { access_token: bearer } = (await (await token(slow, form)).json()) as { access_token: string };
    const status = async () => (await get(`${slow.url}/mcp`, { authorization: `Bearer ${bearer}` })).status;
    expect(await status()).toBe(405);
    const seen: number[] = [];
    beforeCommit = async () => void seen.push(await status());
    await fetch(String(client.registration_client_uri), {
      method,
      headers: { authorization: `Bearer ${client.registration_access_token}`, ...(method === 'PUT' ? { 'content-type': 'application/json' } : {}) },
      ...(method === 'PUT' ? { body: JSON.stringify({ client_id: clientId, ...change }) } : {}),
    });
    expect([seen, await status()]).toEqual([[401], 401]);
    await slow.close();
  });
});

describe('RFC 7591 §2: members that are kept and echoed', () => {
  it('are texts, contacts, and addresses that are https', async () => {
    const sent = {
      client_uri: 'https://app.example.com',
      logo_uri: 'https://app.example.com/logo.png',
      tos_uri: 'https://app.example.com/tos',
      policy_uri: 'https://app.example.com/policy',
      jwks_uri: 'https://app.example.com/jwks',
      software_id: 'tool',
      software_version: '1.2',
      application_type: 'native',
      contacts: ['one@example.com'],
    };
    expect(await register(gatehouse.url, sent)).toMatchObject(sent);
  });

  it('are not there when they are null, which some programs send for everything that is not set', async () => {
    const nothing = {
      grant_types: null,
      response_types: null,
      token_endpoint_auth_method: null,
      scope: null,
      contacts: null,
      jwks: null,
      software_statement: null,
    };
    const body = await register(gatehouse.url, { ...nothing, client_name: null });
    expect(body).toMatchObject({ grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], token_endpoint_auth_method: 'none' });
    for (const member of ['client_name', 'scope', 'contacts']) expect(body).not.toHaveProperty(member);
  });

  it('are left out when they are something else', async () => {
    const body = await register(gatehouse.url, {
      jwks_uri: 'http://app.example.com/jwks',
      software_id: 5,
      contacts: 'one@example.com',
      client_uri: `https://app.example.com/${'x'.repeat(512)}`,
    });
    for (const member of ['jwks_uri', 'software_id', 'contacts', 'client_uri']) expect(body).not.toHaveProperty(member);
    const many = await register(gatehouse.url, { contacts: [1, 'x'.repeat(513), ...Array.from({ length: 9 }, (_, index) => `${index}@example.com`)] });
    expect(many.contacts).toEqual(['0@example.com', '1@example.com', '2@example.com', '3@example.com', '4@example.com']);
  });
});
