import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/consent/attention/budget.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, connect, get, makePkce, postForm, postJson, REDIRECT, register } from '../support/oauth-client.ts';
import { allow, asking, effects, leaves, openLogin, send as sendBytes } from './support.ts';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse();
});
afterAll(() => gatehouse.close());

type Body = Record<string, unknown>;
const send = (body: unknown) => postJson(`${gatehouse.url}/oauth/register`, body);
const clients = async () => (await gatehouse.store.clients.list()).length;
const manage = (client: Body, method: string, body?: unknown, token = String(client.registration_access_token)) =>
  fetch(String(client.registration_client_uri), {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** Refused in the form of RFC 7591 §3.2.2, and nothing is stored. */
async function refuses(body: unknown, error: string, status = 400): Promise<void> {
  const before = await clients();
  const response = await send(body);
  expect([response.status, ((await response.json()) as Body).error, response.headers.get('cache-control')]).toEqual([status, error, 'no-store']);
  expect(await clients()).toBe(before);
}

describe('RFC 7591 registration', () => {
  it('C1 (a) is answered 201, no-store, with a random id, the effective metadata and no secret; the client is pending', async () => {
    const response = await send({ redirect_uris: ['http://127.0.0.1/cb'], client_name: 'X', token_endpoint_auth_method: 'none' });
    const body = (await response.json()) as Body;
    expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(body).toMatchObject({ client_name: 'X', redirect_uris: ['http://127.0.0.1/cb'], token_endpoint_auth_method: 'none', response_types: ['code'] });
    expect(body.client_id).toMatch(/^gh_[\w-]{31}$/);
    expect(body.client_id_issued_at).toBe(Math.floor(gatehouse.clock.now() / 1000));
    expect(body).not.toHaveProperty('client_secret');
    expect((await gatehouse.store.clients.find(String(body.client_id)))?.state).toBe('pending');
  });

  it('C1 (b) without an auth method is a public client, and the answer says so', async () => {
    const body = await register(gatehouse.url, { token_endpoint_auth_method: undefined });
    expect([body.token_endpoint_auth_method, body.client_secret]).toEqual(['none', undefined]);
  });

  it('C2 as text/plain or a form is 415 before the body means anything', async () => {
    const before = await clients();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const response = await fetch(`${gatehouse.url}/oauth/register`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: JSON.stringify({ redirect_uris: [REDIRECT] }),
      });
      expect(response.status).toBe(415);
    }
    expect(await clients()).toBe(before);
  });

  it.each([
    ['a form that a website posts as text', ['Content-Type: text/plain'], `{"redirect_uris":["${REDIRECT}"],"pad":"="}\r\n`],
    ['no type at all', [], `{"redirect_uris":["${REDIRECT}"]}`],
    ['JSON as a parameter of another type', ['Content-Type: text/plain; x=application/json'], `{"redirect_uris":["${REDIRECT}"]}`],
    ['a type that only begins like JSON', ['Content-Type: application/jsonx'], `{"redirect_uris":["${REDIRECT}"]}`],
    ['two types', ['Content-Type: text/plain', 'Content-Type: application/json'], `{"redirect_uris":["${REDIRECT}"]}`],
  ])('C2 %s is 415, byte for byte, and nothing is stored', async (_what, headers, body) => {
    const before = await effects(gatehouse);
    const answer = await sendBytes(gatehouse, 'POST /oauth/register', headers, body);
    expect([answer.status, answer.headers.get('access-control-allow-origin'), await effects(gatehouse)]).toEqual([415, null, before]);
  });

  it('C2 the same bytes as JSON are registered', async () => {
    for (const type of ['application/json', 'Application/JSON; charset=utf-8']) {
      const answer = await sendBytes(gatehouse, 'POST /oauth/register', [`Content-Type: ${type}`], `{"redirect_uris":["${REDIRECT}"]}`);
      expect([type, answer.status]).toEqual([type, 201]);
    }
  });

  it.each([
    ['no list', 'http://127.0.0.1/cb'],
    ['an empty list', []],
    ['more than ten', Array.from({ length: 11 }, (_, index) => `http://127.0.0.1/${index}`)],
    ['no strings', [1, null, {}]],
    ['one of more than 512 characters', [`http://127.0.0.1/${'a'.repeat(500)}`]],
  ])('C3 (ruling 5) redirect_uris with %s is invalid_redirect_uri', (_what, uris) => refuses({ redirect_uris: uris }, 'invalid_redirect_uri'));

  it('C3 (ruling 5) keeps each redirect URI once, and accepts a body with only a name', async () => {
    expect((await register(gatehouse.url, { redirect_uris: [REDIRECT, REDIRECT] })).redirect_uris).toEqual([REDIRECT]);
    expect((await send({ client_name: 'only a name' })).status).toBe(201);
  });

  it.each([
    'http://evil.example/cb',
    'http://127.0.0.1.evil.com/cb',
    'http://127.0.0.1@evil.com/cb',
    'http://0.0.0.0/cb',
    'http://[::ffff:127.0.0.1]/cb',
    'http://localhost./cb',
  ])('C4 (ruling 5) %s alone is invalid_redirect_uri, beside a good one it is dropped', async (uri) => {
    await refuses({ redirect_uris: [uri] }, 'invalid_redirect_uri');
    expect((await register(gatehouse.url, { redirect_uris: [uri, REDIRECT] })).redirect_uris).toEqual([REDIRECT]);
  });

  it.each([
    'http://127.1/cb',
    'http://0x7f.0.0.1/cb',
    'http://2130706433/cb',
    'http://127.0.0.1./cb',
    'http://①②⑦.0.0.1/cb',
    'http://[0:0:0:0:0:0:0:1]/cb',
    'HTTP://127.0.0.1/cb',
    'http://LOCALHOST/cb',
    'http://127.0.0.1/a/../cb',
    'http://127.0.0.1/%2e%2e/cb',
    'http://127.0.0.1:99999/cb',
    'http://127.0.0.1:5\\@evil.com/cb',
  ])('C4 (ruling 5) %j, which a parser would repair into an address of ours, is refused as it was written', (uri) =>
    refuses({ redirect_uris: [uri] }, 'invalid_redirect_uri'),
  );

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'blob:http://127.0.0.1/x',
    'about:blank',
    'ws://127.0.0.1/cb',
    'view-source:http://127.0.0.1/cb',
    'ms-settings:privacy',
    'http://127.0.0.1/cb#f',
    'http://user@127.0.0.1/cb',
    'http://127.0.0.1/c\tb',
    'http://127.0.0.1/c\nb',
    'http://127.0.0.1/c\u0000b',
    'http://127.0.0.1/c b',
    'http://127.0.0.1\\@evil.com/cb',
    'http://аpple.com/cb',
  ])('C5 (a) (ruling 5) %j is never a redirect URI', (uri) => refuses({ redirect_uris: [uri] }, 'invalid_redirect_uri'));

  it.each(['code', 'state', 'iss', 'error'])('C5 (b) (ruling 5) a redirect URI that sets %s itself is refused', (name) =>
    refuses({ redirect_uris: [`http://127.0.0.1/cb?x=1&${name}=mine`] }, 'invalid_redirect_uri'),
  );

  it('C6 a reversed domain name is a private scheme, a bare word is not, and a known program is', async () => {
    expect((await register(gatehouse.url, { redirect_uris: ['com.example.app:/cb'] })).redirect_uris).toEqual(['com.example.app:/cb']);
    await refuses({ redirect_uris: ['myapp:/cb'] }, 'invalid_redirect_uri');
    const cursor = 'cursor://anysphere.cursor-mcp/oauth/callback';
    expect((await register(gatehouse.url, { redirect_uris: [cursor] })).redirect_uris).toEqual([cursor]);
  });

  it('C7 (ruling 5) a remote callback is accepted only when answers may leave this computer', async () => {
    await refuses({ redirect_uris: ['https://app.example.com/cb'] }, 'invalid_redirect_uri');
    const open = await startGatehouse({}, { remoteRedirects: true });
    expect((await register(open.url, { redirect_uris: ['https://app.example.com/cb'] })).redirect_uris).toEqual(['https://app.example.com/cb']);
    await open.close();
  });

  it.each([{ response_types: ['token'] }, { grant_types: ['implicit'] }, { grant_types: ['password'] }, { grant_types: ['client_credentials'] }])(
    'C8 (ruling 9) %j is invalid_client_metadata',
    (metadata) => refuses({ redirect_uris: [REDIRECT], ...metadata }, 'invalid_client_metadata'),
  );

  it('C8 an unknown grant beside the good ones is dropped, and the answer shows the rest', async () => {
    const { grant_types: granted } = await register(gatehouse.url, { grant_types: ['client_credentials', 'authorization_code'] });
    expect(granted).toEqual(['authorization_code']);
  });

  it('C9 unknown members are ignored and not stored', async () => {
    const body = await register(gatehouse.url, { 'client_name#ja': 'クライアント', nested: { deep: [1, { more: 'junk' }] }, logo: 5 });
    const stored = await gatehouse.store.clients.find(String(body.client_id));
    expect(JSON.stringify(stored)).not.toMatch(/junk|クライアント/);
  });

  it('C9 __proto__ in the body is refused', async () => {
    const before = await clients();
    for (const member of ['"__proto__":{"state":"approved"}', '"x":{"__proto__":{}}', '"constructor":{"prototype":{"state":"approved"}}']) {
      const body = `{"redirect_uris":["${REDIRECT}"],${member}}`;
      const { status } = await sendBytes(gatehouse, 'POST /oauth/register', ['Content-Type: application/json'], body);
      expect([member, status, await clients()]).toEqual([member, 400, before]);
    }
  });

  it('C10 two key sets, or a software statement, are refused', async () => {
    await refuses({ redirect_uris: [REDIRECT], jwks: { keys: [] }, jwks_uri: 'https://app.example.com/jwks' }, 'invalid_client_metadata');
    await refuses({ redirect_uris: [REDIRECT], software_statement: 'eyJ' }, 'unapproved_software_statement');
  });

  it('C11 a name is cut to 128 characters and cleaned of what hides or reorders', async () => {
    expect(String((await register(gatehouse.url, { client_name: 'a'.repeat(10_240) })).client_name)).toHaveLength(128);
    expect((await register(gatehouse.url, { client_name: 'A\u202E\u200Bb\nc' })).client_name).toBe('Ab c');
  });

  it('C11 a name that uses ours, is taken, or mixes scripts is flagged for the person', async () => {
    const { clientId } = await connect(gatehouse);
    expect((await gatehouse.store.clients.find(clientId))?.name).toBe('Test client');
    const warningsFor = async (name: string) => {
      const { client_id: id } = await register(gatehouse.url, { client_name: name, redirect_uris: ['http://127.0.0.1/elsewhere'] });
      return gatehouse.desk.list().find(({ client }) => client.id === id)?.warnings;
    };
    expect(await warningsFor('Gatehouse')).toEqual(['It uses the name of Gatehouse, but is not part of it']);
    expect(await warningsFor('GATEH0USE helper')).toEqual(['It uses the name of Gatehouse, but is not part of it']);
    expect(await warningsFor('test  CLIENT!')).toEqual(['Another connection already has this name']);
    expect(await warningsFor('Tеst cliеnt')).toEqual(['Another connection already has this name', 'Its name uses look-alike letters of another script']);
    expect(await warningsFor('Ordinary')).toEqual([]);
    // A name without a letter is not like every other name without one.
    const punctuation = await register(gatehouse.url, { client_name: '***' });
    await openLogin(gatehouse, {}, String(punctuation.client_id));
    await allow(gatehouse, String(punctuation.client_id));
    expect(await warningsFor('!!!')).toEqual([]);
    expect(await warningsFor('***')).toEqual(['Another connection already has this name']);
  });

  it('C12 addresses in the metadata are never fetched; those that are not https are dropped', async () => {
    let connections = 0;
    // Connections, not requests: a fetch over TLS would never become a request here.
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const body = await register(gatehouse.url, {
      logo_uri: `http://127.0.0.1:${port}/logo`,
      client_uri: 'http://169.254.169.254/',
      policy_uri: `https://127.0.0.1:${port}/policy`,
      jwks_uri: `http://127.0.0.1:${port}/jwks`,
    });
    const { challenge } = makePkce();
    await get(authorizationUrl(gatehouse.url, String(body.client_id), challenge));
    expect(body).toMatchObject({ policy_uri: `https://127.0.0.1:${port}/policy` });
    for (const member of ['logo_uri', 'client_uri', 'jwks_uri']) expect(body).not.toHaveProperty(member);
    await fetch(String(body.registration_client_uri), { headers: { authorization: `Bearer ${body.registration_access_token}` } });
    expect(connections).toBe(0);
    server.close();
  });

  it('C13 (ruling 7) a flood is never refused: the 51st never-approved client pushes out the oldest, an approved one stays', async () => {
    const flooded = await startGatehouse({}, { promptLimits: LIMITS });
    const approved = await connect(flooded);
    const oldest = await register(flooded.url, { client_name: 'oldest' });
    flooded.clock.advance(130_000);
    await flooded.desk.tick();
    for (let count = 0; count < 70; count += 1) await register(flooded.url, { client_name: `flood ${count}` });
    const left = (await flooded.store.clients.list()).map(({ id }) => id);
    expect(left).toContain(approved.clientId);
    expect(left).not.toContain(oldest.client_id);
    expect(left.length).toBeLessThanOrEqual(1 + 50 + 5);
    flooded.clock.advance(25 * 3_600_000);
    await flooded.desk.tick();
    await register(flooded.url, { client_name: 'a day later' });
    expect(await flooded.store.clients.list()).toHaveLength(2);
    await flooded.close();
  });
});

describe('RFC 7592 management', () => {
  it('C14 a registration is read with its own token, and never shows the secret again', async () => {
    const client = await register(gatehouse.url, { token_endpoint_auth_method: 'client_secret_post' });
    const response = await manage(client, 'GET');
    const { client_secret: _, client_secret_expires_at: __, ...known } = client;
    expect([response.status, await response.json()]).toEqual([200, known]);
    expect(JSON.stringify(await gatehouse.store.clients.find(String(client.client_id)))).not.toContain(String(client.registration_access_token));
  });

  it('C14 a token that is tried on another client is refused and ends', async () => {
    const [mine, other] = [await register(gatehouse.url), await register(gatehouse.url)];
    const response = await manage(other, 'GET', undefined, String(mine.registration_access_token));
    expect([response.status, ((await response.json()) as Body).error, response.headers.get('www-authenticate')]).toEqual([
      401,
      'invalid_token',
      'Bearer realm="gatehouse", error="invalid_token"',
    ]);
    expect((await manage(mine, 'GET')).status).toBe(401);
    expect((await manage(other, 'GET')).status).toBe(200);
  });

  it('C14 a token that is tried on a client that does not exist is refused and ends, never 404', async () => {
    const mine = await register(gatehouse.url);
    const elsewhere = { ...mine, registration_client_uri: `${gatehouse.url}/oauth/register/gh_nobody` };
    expect((await manage(elsewhere, 'GET')).status).toBe(401);
    expect((await manage(mine, 'GET')).status).toBe(401);
  });

  it('C14 a token that is no registration access token ends nothing', async () => {
    const mine = await register(gatehouse.url);
    const { tokens } = await connect(gatehouse);
    for (const token of [tokens.access_token, tokens.refresh_token, 'garbage', '']) {
      expect((await manage(mine, 'GET', undefined, token)).status).toBe(401);
      expect((await manage(mine, 'DELETE', undefined, token)).status).toBe(401);
    }
    expect((await manage(mine, 'GET')).status).toBe(200);
    expect((await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${tokens.access_token}` })).status).toBe(405);
  });

  it('C14 an unknown client is answered like a wrong token, never 404', async () => {
    const client = await register(gatehouse.url);
    const answers = await Promise.all(
      ['gh_nobody', String(client.client_id)].map(async (id) => {
        const response = await get(`${gatehouse.url}/oauth/register/${id}`, { authorization: `Bearer ghm_${'x'.repeat(43)}` });
        return [response.status, await response.text()];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(401);
    expect((await get(`${gatehouse.url}/oauth/register/${client.client_id}`)).status).toBe(401);
  });

  it.each([
    ['redirect_uris', { redirect_uris: ['http://127.0.0.1/other'] }, 'Answers went to 127.0.0.1:51004 before'],
    ['client_name', { client_name: 'Another name' }, 'It called itself “Test client” before'],
  ])('C15 (a) changing %s drops the connection and asks again, with the difference', async (_name, change, difference) => {
    const { clientId, tokens } = await connect(gatehouse);
    const { registrationTokenHash: kept } = (await gatehouse.store.clients.find(clientId)) ?? {};
    expect(kept).toBeTruthy();
    const client = await connectedRegistration();
    const response = await manage(client.registered, 'PUT', { client_id: client.registered.client_id, ...change });
    expect(response.status).toBe(200);
    expect((await gatehouse.store.clients.find(client.clientId))?.state).toBe('pending');
    expect(gatehouse.desk.list().find((request) => request.client.id === client.clientId)?.changes).toEqual([difference]);
    expect((await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${client.accessToken}` })).status).toBe(401);
    const refreshed = await postForm(`${gatehouse.url}/oauth/token`, {
      grant_type: 'refresh_token',
      refresh_token: client.refreshToken,
      client_id: client.clientId,
    });
    expect([refreshed.status, ((await refreshed.json()) as Body).error]).toEqual([400, 'invalid_grant']);
    // Another client's connection is untouched.
    expect((await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${tokens.access_token}` })).status).toBe(405);
  });

  it('C15 (a) (b) a request that waits ends with the change or the removal, and its page leads back with a denial', async () => {
    for (const [method, change] of [
      ['PUT', { client_name: 'Another name' }],
      ['PUT', { redirect_uris: ['http://127.0.0.1/other'] }],
      ['DELETE', undefined],
    ] as const) {
      const client = await register(gatehouse.url);
      const { clientId, page } = await openLogin(gatehouse, {}, String(client.client_id));
      expect(asking(gatehouse).some((request) => request.client.id === clientId)).toBe(true);
      await manage(client, method, change === undefined ? undefined : { client_id: clientId, ...change });
      expect(asking(gatehouse).filter((request) => request.client.id === clientId)).toEqual([]);
      expect((await leaves(page)).searchParams.get('error')).toBe('access_denied');
    }
  });

  it('C15 (a) a wider permission drops the connection and asks again; a narrower one does not', async () => {
    const registered = await register(gatehouse.url, { scope: 'memory:write' });
    const clientId = String(registered.client_id);
    const tokens = await allowAgain(clientId);
    const works = async () => (await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${tokens.access_token}` })).status;
    await manage(registered, 'PUT', { client_id: clientId, scope: 'memory:read' });
    expect(await works()).toBe(405);
    await manage(registered, 'PUT', { client_id: clientId, scope: 'memory:admin' });
    expect(await works()).toBe(401);
    expect(gatehouse.desk.list().find((request) => request.client.id === clientId)?.changes).toEqual([
      'It did not register for this before: Add, change and forget memories',
      'It did not register for this before: Reorganise memories and change their settings',
    ]);
  });

  it('C15 (a) the difference is gone once the person has allowed it', async () => {
    const { registered, clientId } = await connectedRegistration();
    await manage(registered, 'PUT', { client_id: clientId, client_name: 'New name' });
    await allowAgain(clientId);
    expect(await gatehouse.store.clients.find(clientId)).toMatchObject({ state: 'approved', changes: [], name: 'New name' });
  });

  it('C15 (a) changing nothing that matters changes nothing for the person', async () => {
    const { registered, clientId, accessToken } = await connectedRegistration();
    const response = await manage(registered, 'PUT', { client_id: clientId, software_version: '2' });
    expect((await response.json()) as Body).toMatchObject({ software_version: '2', client_name: 'Test client' });
    expect((await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${accessToken}` })).status).toBe(405);
    expect(gatehouse.desk.list().some((request) => request.client.id === clientId)).toBe(false);
  });

  it.each([
    ['no client_id', () => ({})],
    ['another client_id', () => ({ client_id: 'gh_other' })],
    ['a registration access token', (id: unknown) => ({ client_id: id, registration_access_token: 'mine' })],
    ['a secret it chose', (id: unknown) => ({ client_id: id, client_secret: 'mine' })],
    ['a secret expiry', (id: unknown) => ({ client_id: id, client_secret_expires_at: 0 })],
    ['another auth method', (id: unknown) => ({ client_id: id, token_endpoint_auth_method: 'client_secret_post' })],
    ['only bad redirects', (id: unknown) => ({ client_id: id, redirect_uris: ['http://evil.example/'] })],
  ])('C15 (a) an update with %s is 400 and changes nothing', async (_what, body) => {
    const client = await register(gatehouse.url);
    const before = await gatehouse.store.clients.find(String(client.client_id));
    expect((await manage(client, 'PUT', body(client.client_id))).status).toBe(400);
    expect(await gatehouse.store.clients.find(String(client.client_id))).toEqual(before);
  });

  it('C15 (b) DELETE is 204, its tokens die at once, and the second call is 401', async () => {
    const { registered, clientId, accessToken, refreshToken } = await connectedRegistration();
    expect((await manage(registered, 'DELETE')).status).toBe(204);
    expect((await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${accessToken}` })).status).toBe(401);
    const refreshed = await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });
    expect([refreshed.status, ((await refreshed.json()) as Body).error]).toEqual([401, 'invalid_client']);
    expect((await manage(registered, 'DELETE')).status).toBe(401);
    expect((await get(authorizationUrl(gatehouse.url, clientId, makePkce().challenge))).status).toBe(400);
  });

  async function connectedRegistration() {
    const registered = await register(gatehouse.url);
    const clientId = String(registered.client_id);
    const tokens = await allowAgain(clientId);
    return { registered, clientId, accessToken: String(tokens.access_token), refreshToken: String(tokens.refresh_token) };
  }

  async function allowAgain(clientId: string): Promise<Body> {
    const { verifier, challenge } = makePkce();
    const opened = await get(authorizationUrl(gatehouse.url, clientId, challenge, { redirect_uri: null }));
    const request = gatehouse.desk.list().find(({ client, stage }) => client.id === clientId && stage === 'asking');
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup');
    const back = new URL((await get(opened.headers.get('location') ?? '')).headers.get('location') ?? '');
    const form = { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', client_id: clientId, code_verifier: verifier };
    return (await (await postForm(`${gatehouse.url}/oauth/token`, form)).json()) as Body;
  }
});
