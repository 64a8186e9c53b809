import { afterEach, describe, expect, it } from 'vitest';
import { TRAFFIC } from '../../src/shared/traffic.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { freshCode, openLogin, portOf, readAnswer, refusal, send, token } from '../attacks/support.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { LISTEN_BODY, LISTEN_HEADERS } from '../support/listen-stream.ts';
import { type Connected, callTool, connect, get, postForm, postJson, REDIRECT, rawRequest } from '../support/oauth-client.ts';
import { type Held, hold, holdMany, letGo, pause } from '../support/sockets.ts';

let gatehouse: TestGatehouse;
afterEach(() => gatehouse.close());

const TOO_MANY = { error: 'temporarily_unavailable', error_description: expect.any(String) };
const limited = (traffic: Partial<typeof TRAFFIC> = {}) => startGatehouse({}, { traffic: { ...TRAFFIC, ...traffic } });
const status = async ({ tokens }: Connected) => (await callTool(gatehouse, tokens.access_token, 'memory_status')).status;

describe('J11 calls of a client', () => {
  it('600 in a minute are served, over MCP and REST together; then it is told to wait, and only it', async () => {
    gatehouse = await limited();
    const [wild, calm] = [await connect(gatehouse), await connect(gatehouse)];
    const list = () => get(`${gatehouse.url}/api/memories`, { authorization: `Bearer ${wild.tokens.access_token}` });
    for (let count = 0; count < 300; count += 1) expect([await status(wild), (await list()).status]).toEqual([200, 200]);
    const refused = await list();
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([429, '1', TOO_MANY]);
    expect(await status(wild)).toBe(429);
    expect(await status(calm)).toBe(200);
    gatehouse.clock.advance(100);
    expect([await status(wild), await status(wild)]).toEqual([200, 429]);
    await gatehouse.activity.flush();
    const [entry] = await gatehouse.store.activity.list({ limit: 1, kind: 'refusals.counted' });
    expect(entry?.event).toMatchObject({ reason: 'rate_limited', program: 'Test client', count: 3 });
  });

  it('what a proxy asks about a token is not a call of the client', async () => {
    gatehouse = await limited({ callsPerMinute: 1 });
    const client = await connect(gatehouse);
    const ask = () => get(`${gatehouse.url}/verify`, { authorization: `Bearer ${client.tokens.access_token}` });
    for (let count = 0; count < 5; count += 1) expect((await ask()).status).toBe(200);
    expect([await status(client), await status(client), (await ask()).status]).toEqual([200, 429, 200]);
  });

  it('without a good token nothing of the client is used up', async () => {
    gatehouse = await limited({ callsPerMinute: 1 });
    const client = await connect(gatehouse);
    for (let count = 0; count < 5; count += 1) expect(await status({ ...client, tokens: { ...client.tokens, access_token: 'x.y.z' } })).toBe(401);
    expect(await status(client)).toBe(200);
  });
});

describe('calls that do not end', () => {
  /** A memory store that never answers. */
  const stuck = async () => ({ ...createVolatileMemoryStore(), list: () => new Promise<never>(() => undefined) });
  const listing = ({ tokens }: Connected) =>
    `GET /api/memories HTTP/1.1\r\nHost: 127.0.0.1:${portOf(gatehouse)}\r\nAuthorization: Bearer ${tokens.access_token}\r\n\r\n`;

  it('one client has 40 at most; another is served; what is given up frees its place', async () => {
    gatehouse = await startGatehouse({ openMemoryStore: stuck }, { traffic: TRAFFIC });
    const [wild, calm] = [await connect(gatehouse), await connect(gatehouse)];
    const running = await holdMany(portOf(gatehouse), 40, listing(wild));
    await expect.poll(() => status(wild)).toBe(429);
    expect(await status(calm)).toBe(200);
    letGo(running.slice(0, 1));
    await expect.poll(() => status(wild)).toBe(200);
    letGo(running);
  });

  it('an answer that does not begin in time is 503, and what comes of it later is nothing', async () => {
    let finish = (): void => undefined;
    const slow = async () => ({ ...createVolatileMemoryStore(), list: () => new Promise<never[]>((resolve) => (finish = () => resolve([]))) });
    gatehouse = await startGatehouse({ openMemoryStore: slow }, { traffic: { ...TRAFFIC, longestAnswer: 200 } });
    const { tokens } = await connect(gatehouse);
    const answer = await get(`${gatehouse.url}/api/memories`, { authorization: `Bearer ${tokens.access_token}` });
    expect([answer.status, await answer.json()]).toEqual([503, { error: 'server_error', error_description: 'this took too long here, try again' }]);
    finish();
    await hasArrived();
    expect((await get(`${gatehouse.url}/verify`, { authorization: `Bearer ${tokens.access_token}` })).status).toBe(200);
    expect(gatehouse.faults).toEqual([]);
  });

  it('a caller that is gone while its token is looked at leaves nothing behind', async () => {
    const store = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
    const find = (hash: string) => pause(50).then(() => store.apiKeys.find(hash));
    gatehouse = await startGatehouse(
      { openAuthStore: async () => ({ ...store, apiKeys: { ...store.apiKeys, find } }) },
      { traffic: { ...TRAFFIC, callsAtOnce: 2 } },
    );
    const { key } = await gatehouse.createApiKey({ name: 'script', scopes: ['memory:read'], compartment: 'default', lifetime: 60_000, by: 'command' });
    const call = () => send(gatehouse, 'GET /api/memories', [`Authorization: Bearer ${key}`]);
    const gone = await holdMany(
      portOf(gatehouse),
      5,
      `GET /api/memories HTTP/1.1\r\nHost: 127.0.0.1:${portOf(gatehouse)}\r\nAuthorization: Bearer ${key}\r\n\r\n`,
    );
    await hasArrived();
    letGo(gone);
    await expect.poll(async () => (await call()).status).toBe(200);
  });

  it('a hundred are answered at once, who comes then waits for a place and gets it', async () => {
    gatehouse = await startGatehouse({ openMemoryStore: stuck });
    const client = await connect(gatehouse);
    await hasArrived();
    const running = await holdMany(portOf(gatehouse), 100, listing(client));
    await hasArrived();
    const waiting = rawRequest(portOf(gatehouse), `GET /jwks HTTP/1.1\r\nHost: 127.0.0.1:${portOf(gatehouse)}\r\nConnection: close\r\n\r\n`);
    expect(await Promise.race([waiting, pause(1_000)])).toBeUndefined();
    letGo(running.slice(0, 1));
    expect(readAnswer(await waiting).status).toBe(200);
    letGo(running);
  });

  it('streams that stay open keep nobody out: the oldest ends, and its client may open it again', async () => {
    gatehouse = await startGatehouse();
    const { tokens } = await connect(gatehouse);
    await hasArrived();
    const streams: Held[] = [];
    for (let count = 0; count < 100; count += 1) streams.push(await hold(portOf(gatehouse), listening(portOf(gatehouse), tokens.access_token)));
    await expect.poll(() => streams.every(({ text }) => text().includes('text/event-stream'))).toBe(true);
    await pause(300);
    expect((await send(gatehouse, 'GET /jwks')).status).toBe(200);
    await expect.poll(() => streams.flatMap(({ isOpen }, index) => (isOpen() ? [] : [index]))).toEqual([0]);
    letGo(streams);
  });

  it('who waits for ten seconds in vain is told so', async () => {
    gatehouse = await startGatehouse({ openMemoryStore: stuck });
    const client = await connect(gatehouse);
    await hasArrived();
    const running = await holdMany(portOf(gatehouse), 100, listing(client));
    await hasArrived();
    const answer = await send(gatehouse, 'GET /jwks');
    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('connection')]).toEqual([503, '1', 'close']);
    letGo(running);
  });
});

function listening(port: number, accessToken: string): string {
  const lines = [
    'POST /mcp HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${accessToken}`,
    ...Object.entries(LISTEN_HEADERS).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${LISTEN_BODY.length}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${LISTEN_BODY}`;
}

describe('tokens of a client', () => {
  it('so many in a minute; then 429, and the code is as good as before', async () => {
    gatehouse = await limited({ tokensPerMinute: 2 });
    const { clientId, tokens } = await connect(gatehouse);
    const refresh = (refreshToken: string) =>
      postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });
    const next = (await (await refresh(tokens.refresh_token)).json()) as Connected['tokens'];
    const { form } = await freshCode(gatehouse, {}, {}, clientId);
    const refused = await token(gatehouse, form);
    expect([refused.headers.get('retry-after'), await refusal(refused)]).toEqual(['30', [429, TOO_MANY]]);
    expect((await refresh(next.refresh_token)).status).toBe(429);
    expect((await connect(gatehouse)).tokens.access_token).toBeTruthy();
    gatehouse.clock.advance(30_000);
    expect((await token(gatehouse, form)).status).toBe(200);
    gatehouse.clock.advance(30_000);
    expect((await refresh(next.refresh_token)).status).toBe(200);
  });

  it('a stranger who knows the client id cannot use them up', async () => {
    gatehouse = await limited({ tokensPerMinute: 1 });
    const { clientId, form } = await freshCode(gatehouse);
    for (const wrong of [
      { ...form, code: 'x' },
      { ...form, code_verifier: 'x'.repeat(43) },
      { grant_type: 'refresh_token', client_id: clientId, refresh_token: 'x' },
    ]) {
      expect((await token(gatehouse, wrong)).status).toBe(400);
    }
    expect((await token(gatehouse, form)).status).toBe(200);
  });
});

describe('requests without a token', () => {
  const METADATA = '/.well-known/oauth-authorization-server';

  it('600 in a minute on one connection, of whatever is there or not; another connection does not notice', async () => {
    gatehouse = await limited();
    const port = portOf(gatehouse);
    const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
    const held = await hold(port);
    const answered = () => [...held.text().matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, code]) => code);
    for (let count = 1; count <= 601; count += 1) {
      held.socket.write(request(count % 2 === 0 ? METADATA : '/nothing'));
      if (count % 5 === 0 || count === 601) await expect.poll(answered, { interval: 1 }).toHaveLength(count);
    }
    expect(answered().slice(598)).toEqual(['404', '200', '429']);
    expect(held.text()).toMatch(/retry-after: 1\r\n/i);
    expect((await send(gatehouse, `GET ${METADATA}`)).status).toBe(200);
    letGo([held]);
  });

  it('120 registrations in a minute of one program, whatever connections and names it uses; others register, of the same interpreter too', async () => {
    let program = { path: '/usr/bin/wild', name: 'wild' };
    const programAt = async () => ({ pid: 1, uid: 1000, parents: [], ...program });
    gatehouse = await startGatehouse({ programAt }, { traffic: TRAFFIC });
    const register = (name: string) => postJson(`${gatehouse.url}/oauth/register`, { client_name: name, redirect_uris: [REDIRECT] }, { connection: 'close' });
    const refusedAfter = async (count: number) => {
      for (let index = 0; index < count; index += 1) expect((await register(`Client ${index}`)).status).toBe(201);
      return register('Client');
    };
    const refused = await refusedAfter(120);
    expect([refused.headers.get('retry-after'), await refusal(refused)]).toEqual(['1', [429, TOO_MANY]]);
    program = { path: '/usr/bin/node', name: 'one.js' };
    expect((await refusedAfter(120)).status).toBe(429);
    program = { path: '/usr/bin/node', name: 'other.js' };
    expect((await register('Calm')).status).toBe(201);
  });

  it('a fifth page that polls for one answer ends the wait of the first, so nobody collects connections', async () => {
    gatehouse = await limited();
    const { page } = await openLogin(gatehouse);
    const { pathname } = new URL(page);
    const poll = `GET ${pathname}/poll HTTP/1.1\r\nHost: 127.0.0.1:${portOf(gatehouse)}\r\n\r\n`;
    const polls: Held[] = [];
    for (let count = 0; count < 5; count += 1) {
      polls.push(await hold(portOf(gatehouse), poll));
      await hasArrived();
    }
    await expect.poll(() => polls.filter(({ text }) => text() !== '').length).toBe(1);
    expect(polls[0]?.text()).toMatch(/\{"waiting":true\}$/);
    letGo(polls);
  });
});
