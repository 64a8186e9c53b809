import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import type { TestGatehouse } from '../support/gatehouse.ts';
import { callTool, postJson } from '../support/oauth-client.ts';
import { inBothOrders, STORES, startOn } from './both-ways.ts';
import { allow, answered, fetchAnswer, holdCode, openSession, redeem, refresh, use, waitForAnswer } from './scene.ts';

/** A memory store whose writes take as long as the test wants. */
function createSlowMemory() {
  const store = createVolatileMemoryStore();
  let entered: () => void = () => undefined;
  let finish: () => void = () => undefined;
  let hold: Promise<void> | null = null;
  return {
    store: {
      ...store,
      add: async (...memory: Parameters<typeof store.add>) => {
        entered();
        await hold;
        return store.add(...memory);
      },
    },
    /** From now on writes wait. */
    stop(): { readonly reached: Promise<void>; finish(): void } {
      hold = new Promise((resolve) => {
        finish = resolve;
      });
      const reached = new Promise<void>((resolve) => {
        entered = resolve;
      });
      return { reached, finish: () => finish() };
    },
  };
}

describe.each(STORES)('%s store: access is taken away while it is used', (_name, openIn) => {
  const memory = createSlowMemory();
  let gatehouse: TestGatehouse;
  beforeAll(async () => {
    gatehouse = await startOn(openIn, { openMemoryStore: async () => memory.store });
  });
  afterAll(() => gatehouse.close());

  const store = (token: string) =>
    callTool(gatehouse, token, 'memory_store', { content: 'A fact that is being written.' }).then(
      (response) => response.text().then(() => response.status),
      () => 'cut off' as const,
    );

  /** The same by a caller that reads no streams. */
  const storeInJson = (token: string) =>
    postJson(
      `${gatehouse.url}/mcp`,
      { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'memory_store', arguments: { content: 'A fact that is being written.' } } },
      { authorization: `Bearer ${token}`, accept: 'application/json' },
    ).then(
      ({ status }) => status,
      () => 'cut off' as const,
    );

  it.each([
    ['a stream', store],
    ['JSON', storeInJson],
  ])('disconnect during a running tool call (%s): the call ends before the disconnect is answered, the next is 401', async (_form, ask) => {
    for (let round = 0; round < 50; round += 1) {
      const { clientId, grantId, tokens } = await openSession(gatehouse);
      const gate = memory.stop();
      const call = ask(tokens.access_token);
      await gate.reached;
      expect(await gatehouse.control.disconnect([clientId])).toBe(1);
      expect(await call).toBe('cut off');
      expect(await use(gatehouse, tokens.access_token)).toBe(401);
      expect(await gatehouse.store.grants.find(grantId)).toMatchObject({ endReason: 'disconnected' });
      gate.finish();
    }
  });

  it('disconnect against a call that arrives: refused, cut off or finished before, and never let in again', async () => {
    const outcomes = new Set<unknown>();
    await inBothOrders(async (together) => {
      memory.stop().finish();
      const { clientId, grantId, tokens } = await openSession(gatehouse);
      const { left } = await together(
        () => store(tokens.access_token),
        () => gatehouse.control.disconnect([clientId]),
      );
      expect([200, 401, 'cut off']).toContain(left);
      outcomes.add(left);
      expect(await use(gatehouse, tokens.access_token)).toBe(401);
      expect(await gatehouse.store.grants.find(grantId)).toMatchObject({ endReason: 'disconnected' });
    });
    expect(outcomes).toContain(401);
  });

  it('disconnect against the redemption of a code: no session survives', async () => {
    await inBothOrders(async (together) => {
      const held = await holdCode(gatehouse);
      const { left } = await together(
        () => redeem(gatehouse, held),
        () => gatehouse.control.disconnect([held.clientId]),
      );
      expect(await gatehouse.store.grants.find(held.grantId)).toMatchObject({ endReason: 'disconnected' });
      expect((await gatehouse.store.sessions.list({ grantId: held.grantId })).filter(({ endedAt }) => endedAt === null)).toEqual([]);
      if (left.status !== 200) return expect(left).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      expect(await use(gatehouse, left.body.access_token)).toBe(401);
      expect(await refresh(gatehouse, held.clientId, left.body.refresh_token)).toMatchObject({ status: 400 });
    });
  });

  it('disconnect against refresh: no token survives', async () => {
    await inBothOrders(async (together) => {
      const { clientId, tokens, session } = await openSession(gatehouse);
      const { left } = await together(
        () => refresh(gatehouse, clientId, tokens.refresh_token),
        () => gatehouse.control.disconnect([clientId]),
      );
      expect(await gatehouse.store.sessions.find(session.id)).toMatchObject({ endReason: 'grant-ended' });
      for (const token of [tokens.access_token, left.body.access_token]) expect(await use(gatehouse, token)).toBe(401);
      for (const token of [tokens.refresh_token, left.body.refresh_token ?? tokens.refresh_token]) {
        expect(await refresh(gatehouse, clientId, token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      }
    });
  });

  it('disconnect against a widening that the person allows: what is disconnected stays disconnected (ruling 15)', async () => {
    await inBothOrders(async (together) => {
      const { clientId, grantId, tokens } = await openSession(gatehouse);
      const grant = await gatehouse.store.grants.find(grantId);
      if (grant === null) throw new Error('no grant');
      await gatehouse.desk.widen(grant, 'memory:admin');
      gatehouse.clock.advance(5_000);
      const requestId = gatehouse.desk.list().find(({ client }) => client.id === clientId)?.id ?? '';
      await together(
        () => gatehouse.desk.decide(requestId, { answer: 'allow', scopes: ['memory:admin'], for: '30d', compartment: 'default' }, 'terminal'),
        () => gatehouse.control.disconnect([clientId]),
      );
      expect(await gatehouse.store.grants.find(grantId)).toMatchObject({ endReason: 'disconnected' });
      expect(await use(gatehouse, tokens.access_token)).toBe(401);
    });
  });

  it('a client removes itself against its own refresh (RFC 7592 §2.3): no token survives', async () => {
    await inBothOrders(async (together) => {
      const { clientId, management, tokens, session } = await openSession(gatehouse);
      const { left, right } = await together(
        () => refresh(gatehouse, clientId, tokens.refresh_token),
        () => answered(fetch(management.uri, { method: 'DELETE', headers: { authorization: `Bearer ${management.token}` } })),
      );
      expect(right.status).toBe(204);
      expect(await gatehouse.store.sessions.find(session.id)).toMatchObject({ endReason: 'grant-ended' });
      for (const token of [tokens.access_token, left.body.access_token ?? tokens.access_token]) expect(await use(gatehouse, token)).toBe(401);
      expect(await refresh(gatehouse, clientId, left.body.refresh_token ?? tokens.refresh_token)).toMatchObject({ status: 401 });
    });
  });

  it('a fresh Allow against disconnect: whichever came last holds, in memory as in the store', async () => {
    await inBothOrders(async (together) => {
      const { clientId, requestId, page, verifier } = await waitForAnswer(gatehouse);
      await together(
        () => allow(gatehouse, requestId),
        () => gatehouse.control.disconnect([clientId]),
      );
      const code = (await fetchAnswer(page))?.get('code') ?? '';
      const [grant] = await gatehouse.store.grants.list({ clientId });
      const redeemed = await redeem(gatehouse, { clientId, code, verifier });
      expect(redeemed.status).toBe(grant?.endedAt === null ? 200 : 400);
      expect(await use(gatehouse, redeemed.body.access_token)).toBe(grant?.endedAt === null ? 200 : 401);
    });
  });
});
