import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestGatehouse } from '../support/gatehouse.ts';
import { get } from '../support/oauth-client.ts';
import { inBothOrders, STORES, startOn } from './both-ways.ts';
import { allow, answered, deny, fetchAnswer, redeem, sha256, waitForAnswer } from './scene.ts';

describe.each(STORES)('%s store: one question, two answers', (_name, openIn) => {
  let gatehouse: TestGatehouse;
  beforeAll(async () => {
    gatehouse = await startOn(openIn);
  });
  afterAll(() => gatehouse.close());

  const handleHash = (page: string) => sha256(page.split('/').at(-1) ?? '');

  it('deny against allow: one of the two is the answer, for the store, the client and the browser alike', async () => {
    await inBothOrders(async (together) => {
      const { clientId, requestId, page } = await waitForAnswer(gatehouse);
      const { left, right } = await together(
        () => allow(gatehouse, requestId),
        () => deny(gatehouse, requestId),
      );
      expect([left, right].sort()).toEqual(['decided', 'gone']);
      const allowed = left === 'decided';
      expect(await gatehouse.store.answers.find(handleHash(page))).toMatchObject({ outcome: allowed ? 'allowed' : 'denied' });
      expect(await gatehouse.store.grants.list({ clientId })).toHaveLength(allowed ? 1 : 0);
      expect(await gatehouse.store.clients.find(clientId)).toMatchObject({ state: allowed ? 'approved' : 'pending' });
      const told = await fetchAnswer(page);
      expect([told?.has('code'), told?.get('error') ?? null]).toEqual(allowed ? [true, null] : [false, 'access_denied']);
    });
  });

  it('two Allows of one request: one grant', async () => {
    await inBothOrders(async (together) => {
      const waiting = await waitForAnswer(gatehouse);
      const { left, right } = await together(
        () => allow(gatehouse, waiting.requestId),
        () => allow(gatehouse, waiting.requestId),
      );
      expect([left, right].sort()).toEqual(['decided', 'gone']);
      expect(await gatehouse.store.grants.list({ clientId: waiting.clientId })).toMatchObject([{ endedAt: null }]);
      const code = (await fetchAnswer(waiting.page))?.get('code') ?? '';
      expect(await redeem(gatehouse, { ...waiting, code })).toMatchObject({ status: 200 });
    });
  });

  it('two tabs fetch one answer: one code, the other is told 410 (ruling 33)', async () => {
    await inBothOrders(async (together) => {
      const waiting = await waitForAnswer(gatehouse);
      await allow(gatehouse, waiting.requestId);
      const { left, right } = await together(
        () => get(waiting.page),
        () => get(waiting.page),
      );
      expect([left.status, right.status].sort()).toEqual([303, 410]);
      const location = left.headers.get('location') ?? right.headers.get('location') ?? '';
      const code = new URL(location).searchParams.get('code') ?? '';
      expect(await gatehouse.store.codes.find(sha256(code))).toMatchObject({ usedAt: null });
    });
  });

  it('the browser goes away while the person allows: either there is a grant and its code, or neither', async () => {
    await inBothOrders(async (together) => {
      const { clientId, requestId, page } = await waitForAnswer(gatehouse);
      const { left } = await together(
        () => allow(gatehouse, requestId),
        () => get(`${page}/cancel`),
      );
      const outcome = (await gatehouse.store.answers.find(handleHash(page)))?.outcome;
      expect([left, outcome]).toEqual(left === 'decided' ? ['decided', 'allowed'] : ['gone', 'withdrawn']);
      expect(await gatehouse.store.grants.list({ clientId })).toHaveLength(left === 'decided' ? 1 : 0);
      expect((await fetchAnswer(page))?.has('code')).toBe(left === 'decided');
    });
  });

  it('a client removes itself while the person allows it (RFC 7592 §2.3): nothing lives on, and no code is worth anything', async () => {
    await inBothOrders(async (together) => {
      const waiting = await waitForAnswer(gatehouse);
      const { uri, token } = waiting.management;
      const { right } = await together(
        () => allow(gatehouse, waiting.requestId),
        () => fetch(uri, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }),
      );
      expect(right.status).toBe(204);
      expect(await gatehouse.store.clients.find(waiting.clientId)).toBeNull();
      expect((await gatehouse.store.grants.list({ clientId: waiting.clientId })).filter(({ endedAt }) => endedAt === null)).toEqual([]);
      const code = (await fetchAnswer(waiting.page))?.get('code') ?? 'none';
      expect(await redeem(gatehouse, { ...waiting, code })).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
      expect(await gatehouse.store.sessions.list({ clientId: waiting.clientId })).toEqual([]);
      expect(await answered(fetch(uri, { headers: { authorization: `Bearer ${token}` } }))).toMatchObject({ status: 401 });
    });
  });

  it('a client renames itself while the person allows it (ruling 8): nobody is connected under a name that was not on screen', async () => {
    await inBothOrders(async (together) => {
      const waiting = await waitForAnswer(gatehouse);
      const { clientId } = waiting;
      const { uri, token } = waiting.management;
      const { left, right } = await together(
        () => allow(gatehouse, waiting.requestId),
        () =>
          fetch(uri, {
            method: 'PUT',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: JSON.stringify({ client_id: clientId, client_name: 'Somebody else' }),
          }),
      );
      expect(['decided', 'refused', 'gone']).toContain(left);
      expect(right.status).toBe(200);
      expect(await gatehouse.store.clients.find(clientId)).toMatchObject({ name: 'Somebody else', state: 'pending' });
      expect((await gatehouse.store.grants.list({ clientId })).filter(({ endedAt }) => endedAt === null)).toEqual([]);
      const code = (await fetchAnswer(waiting.page))?.get('code') ?? 'none';
      expect(await redeem(gatehouse, { ...waiting, code })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      await gatehouse.desk.drop([clientId]);
    });
  });

  it('a client renames itself while it removes itself: it is gone, and nothing asks for it', async () => {
    await inBothOrders(async (together) => {
      const { clientId, management } = await waitForAnswer(gatehouse);
      const authorization = `Bearer ${management.token}`;
      const { left, right } = await together(
        () => fetch(management.uri, { method: 'DELETE', headers: { authorization } }),
        () =>
          fetch(management.uri, {
            method: 'PUT',
            headers: { authorization, 'content-type': 'application/json' },
            body: JSON.stringify({ client_id: clientId, client_name: 'Somebody else' }),
          }),
      );
      expect(left.status).toBe(204);
      expect([200, 401]).toContain(right.status);
      expect(await gatehouse.store.clients.find(clientId)).toBeNull();
      expect(gatehouse.desk.list().filter(({ client }) => client.id === clientId)).toEqual([]);
    });
  });
});
