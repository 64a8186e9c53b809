import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, type Connection, fetchAnswer, holdCode, openSession, redeem, refresh, use, waitForAnswer } from '../races/scene.ts';
import { authorizationUrl, callTool, get, makePkce, openWaiting, postForm, postJson, register } from '../support/oauth-client.ts';
import { type OnDisk, startOnDisk, told } from './support.ts';

const SERVER_ERROR = { error: 'server_error', error_description: expect.stringMatching(/^something failed here/) };

let gatehouse: OnDisk;
beforeAll(async () => {
  gatehouse = await startOnDisk();
});
afterAll(() => gatehouse.close());

/** Everything in between happens on a disk that takes no write. */
async function whileReadOnly<Result>(act: () => Promise<Result>): Promise<Result> {
  gatehouse.disk('read-only');
  try {
    return await act();
  } finally {
    gatehouse.disk('fine');
  }
}

const rest = (token: string, content: string) => told(postJson(`${gatehouse.url}/api/memories`, { content }, { authorization: `Bearer ${token}` }));
const revoke = ({ clientId, tokens }: Connection) => told(postForm(`${gatehouse.url}/oauth/revoke`, { token: tokens.refresh_token, client_id: clientId }));

describe('a disk that has become read-only: refused as a fault of ours (ruling 20), nothing half done, good again afterwards', () => {
  it('a registration is 503 and leaves no client', async () => {
    const before = (await gatehouse.store.clients.list()).length;
    const refused = await whileReadOnly(() => told(postJson(`${gatehouse.url}/oauth/register`, { client_name: 'x', redirect_uris: ['http://127.0.0.1/cb'] })));
    expect(refused).toMatchObject({ status: 503, body: SERVER_ERROR });
    expect(await gatehouse.store.clients.list()).toHaveLength(before);
    expect(await register(gatehouse.url)).toMatchObject({ client_id: expect.any(String) });
  });

  it('an Allow that could not be kept allows nothing; the request still waits and can be answered', async () => {
    const { requestId, clientId, page } = await waitForAnswer(gatehouse);
    await expect(whileReadOnly(() => allow(gatehouse, requestId))).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect([await gatehouse.store.grants.list({ clientId }), gatehouse.desk.find(requestId)?.stage]).toEqual([[], 'asking']);
    expect((await get(page)).status).toBe(200);
    expect(await allow(gatehouse, requestId)).toBe('decided');
    expect((await fetchAnswer(page))?.get('code')).toMatch(/^ghc_/);
  });

  it('"I did not ask for this" holds at once, and can be said again until it is kept', async () => {
    const { requestId, clientId } = await waitForAnswer(gatehouse);
    const notAsked = () => gatehouse.desk.decide(requestId, { answer: 'deny', notAsked: true }, 'terminal');
    await expect(whileReadOnly(notAsked)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await notAsked()).toBe('decided');
    expect(await gatehouse.store.clients.find(clientId)).toMatchObject({ state: 'paused' });
  });

  it('the way back to the client waits: 503 first, then the one redirect', async () => {
    const { requestId, page } = await waitForAnswer(gatehouse);
    await allow(gatehouse, requestId);
    expect(await whileReadOnly(() => told(get(page)))).toMatchObject({ status: 503, location: null });
    expect((await fetchAnswer(page))?.get('code')).toMatch(/^ghc_/);
    expect((await get(page)).status).toBe(410);
  });

  it('a code is not spent by a redemption that could not be kept', async () => {
    const held = await holdCode(gatehouse);
    expect(await whileReadOnly(() => redeem(gatehouse, held))).toMatchObject({ status: 503, body: SERVER_ERROR });
    expect(await gatehouse.store.sessions.list({ grantId: held.grantId })).toEqual([]);
    expect(await redeem(gatehouse, held)).toMatchObject({ status: 200 });
  });

  it('a refresh is 503, never 401 or invalid_grant, and the same token is good afterwards', async () => {
    const { clientId, tokens, session } = await openSession(gatehouse);
    for (const _ of [1, 2])
      expect(await whileReadOnly(() => refresh(gatehouse, clientId, tokens.refresh_token))).toMatchObject({ status: 503, body: SERVER_ERROR });
    expect(await refresh(gatehouse, clientId, tokens.refresh_token)).toMatchObject({ status: 200 });
    expect(await gatehouse.store.sessions.find(session.id)).toMatchObject({ endedAt: null, renewals: 1 });
  });

  it('a revocation refuses from that moment, is told as 503 because it may not outlive a restart, and is kept when repeated', async () => {
    const connection = await openSession(gatehouse);
    expect(await whileReadOnly(() => revoke(connection))).toMatchObject({ status: 503, body: SERVER_ERROR });
    expect(await use(gatehouse, connection.tokens.access_token)).toBe(401);
    expect(await gatehouse.store.sessions.find(connection.session.id)).toMatchObject({ endedAt: null });
    expect((await revoke(connection)).status).toBe(200);
    expect(await gatehouse.store.sessions.find(connection.session.id)).toMatchObject({ endReason: 'revoked' });
  });

  it('a disconnect too', async () => {
    const { clientId, tokens, grantId } = await openSession(gatehouse);
    await expect(whileReadOnly(() => gatehouse.control.disconnect([clientId]))).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await use(gatehouse, tokens.access_token)).toBe(401);
    expect(await gatehouse.control.disconnect([clientId])).toBe(1);
    expect(await gatehouse.store.grants.find(grantId)).toMatchObject({ endReason: 'disconnected' });
  });

  it('a pause and a lock hold at once, and letting go is not believed before it is kept', async () => {
    const { clientId, tokens } = await openSession(gatehouse);
    await expect(whileReadOnly(() => gatehouse.control.pause([clientId]))).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await use(gatehouse, tokens.access_token)).toBe(503);
    await expect(whileReadOnly(() => gatehouse.control.resume([clientId]))).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await use(gatehouse, tokens.access_token)).toBe(503);
    await gatehouse.control.resume([clientId]);
    await gatehouse.control.setLocked(true);
    await expect(whileReadOnly(() => gatehouse.control.setLocked(false))).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await use(gatehouse, tokens.access_token)).toBe(503);
    await gatehouse.control.setLocked(false);
    expect(await use(gatehouse, tokens.access_token)).toBe(200);
  });

  it('a key for scripts, a new signing key and a narrowing are refused whole', async () => {
    const { grantId, tokens } = await openSession(gatehouse);
    const make = () => gatehouse.createApiKey({ name: 'script', scopes: ['memory:read'], compartment: 'default', lifetime: 60_000, by: 'command' });
    const before = [(await gatehouse.store.clients.list()).length, gatehouse.keys.current().kid, gatehouse.keys.jwks().keys.length];
    const [key, rotation, narrowing] = await whileReadOnly(() =>
      Promise.allSettled([make(), gatehouse.keys.rotate(), gatehouse.control.narrow(grantId, ['memory:read'])]),
    );
    for (const { status } of [key, rotation, narrowing]) expect(status).toBe('rejected');
    expect([(await gatehouse.store.clients.list()).length, gatehouse.keys.current().kid, gatehouse.keys.jwks().keys.length]).toEqual(before);
    expect(await use(gatehouse, tokens.access_token)).toBe(200);
    expect(await gatehouse.control.narrow(grantId, ['memory:read'])).toEqual(['memory:read']);
    await gatehouse.keys.rotate();
    expect(await use(gatehouse, tokens.access_token)).toBe(200);
  });

  it('memories: REST is 503, MCP an error that says nothing was changed; reading goes on', async () => {
    const { tokens } = await openSession(gatehouse);
    const kept = await rest(tokens.access_token, 'The mill stands by the brook');
    const [byRest, byMcp, status, read] = await whileReadOnly(async () => [
      await rest(tokens.access_token, 'never kept one'),
      await (await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'never kept two' })).text(),
      await use(gatehouse, tokens.access_token),
      await told(get(`${gatehouse.url}/api/memories/${String(kept.body.id)}`, { authorization: `Bearer ${tokens.access_token}` })),
    ]);
    expect(byRest).toMatchObject({ status: 503, body: SERVER_ERROR });
    expect(byMcp).toMatch(/"isError":true/);
    expect(byMcp).toMatch(/Nothing was changed/);
    expect([status, read]).toMatchObject([200, { status: 200, body: { content: 'The mill stands by the brook' } }]);
    const found = await told(get(`${gatehouse.url}/api/memories/search?query=never`, { authorization: `Bearer ${tokens.access_token}` }));
    expect(found.body.items).toEqual([]);
    expect((await rest(tokens.access_token, 'kept afterwards')).status).toBe(201);
  });

  it('what happened meanwhile is in the activity when there is room again, and the chain is whole', async () => {
    const { clientId } = await openSession(gatehouse);
    await gatehouse.activity.flush();
    await whileReadOnly(async () => {
      await openWaiting(authorizationUrl(gatehouse.url, clientId, makePkce().challenge));
      await gatehouse.activity.flush();
    });
    const requestId = gatehouse.desk.list().find(({ client }) => client.id === clientId)?.id;
    gatehouse.activity.tick();
    await gatehouse.activity.flush();
    const asked = await gatehouse.store.activity.list({ limit: 500, kind: 'request.asked' });
    expect(asked.map(({ event }) => ('requestId' in event ? event.requestId : ''))).toContain(requestId);
    expect(await gatehouse.store.activity.verify()).toMatchObject({ intact: true });
  });
});

describe('a disk that fills up', () => {
  it('what was answered with success is there, what was not is told as 503, and afterwards everything works', async () => {
    const connection = await openSession(gatehouse);
    const before = (await gatehouse.store.clients.list()).length;
    gatehouse.disk('full');
    const long = 'x'.repeat(2_000);
    const registrations = await Promise.all(
      Array.from({ length: 60 }, () =>
        told(postJson(`${gatehouse.url}/oauth/register`, { redirect_uris: ['http://127.0.0.1/cb'], client_uri: `https://a.example/${long}` })),
      ),
    );
    const memories = await Promise.all(Array.from({ length: 60 }, (_, index) => rest(connection.tokens.access_token, `memory ${index} ${long}`)));
    gatehouse.disk('fine');
    for (const answers of [registrations, memories]) {
      expect(new Set(answers.map(({ status }) => status).filter((status) => status !== 201))).toEqual(new Set([503]));
    }
    const made = registrations.filter(({ status }) => status === 201).map(({ body }) => body.client_id);
    const kept = (await gatehouse.store.clients.list()).map(({ id }) => id);
    expect(kept).toEqual(expect.arrayContaining(made));
    expect(kept).toHaveLength(before + made.length);
    for (const { body } of memories.filter(({ status }) => status === 201)) {
      const found = await get(`${gatehouse.url}/api/memories/${String(body.id)}`, { authorization: `Bearer ${connection.tokens.access_token}` });
      expect(found.status).toBe(200);
    }
    expect(await refresh(gatehouse, connection.clientId, connection.tokens.refresh_token)).toMatchObject({ status: 200 });
    expect(await gatehouse.store.activity.verify()).toMatchObject({ intact: true });
  });
});
