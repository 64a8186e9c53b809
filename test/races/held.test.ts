import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestGatehouse } from '../support/gatehouse.ts';
import { inBothOrders, STORES, startOn } from './both-ways.ts';
import { holdCode, openSession, redeem, refresh, use } from './scene.ts';

describe.each(STORES)('%s store: the person holds a client or everything', (_name, openIn) => {
  let gatehouse: TestGatehouse;
  beforeAll(async () => {
    gatehouse = await startOn(openIn);
  });
  afterAll(() => gatehouse.close());

  it('pause against refresh: held with 503, never told to log in again, and after the pause one of the two tokens is good', async () => {
    await inBothOrders(async (together) => {
      const { clientId, tokens, session } = await openSession(gatehouse);
      const { left } = await together(
        () => refresh(gatehouse, clientId, tokens.refresh_token),
        () => gatehouse.control.pause([clientId]),
      );
      expect([200, 503]).toContain(left.status);
      expect(await gatehouse.store.clients.find(clientId)).toMatchObject({ state: 'paused' });
      expect(await gatehouse.store.sessions.find(session.id)).toMatchObject({ endedAt: null, renewals: left.status === 200 ? 1 : 0 });
      expect(await use(gatehouse, left.body.access_token ?? tokens.access_token)).toBe(503);
      await gatehouse.control.resume([clientId]);
      expect(await refresh(gatehouse, clientId, left.body.refresh_token ?? tokens.refresh_token)).toMatchObject({ status: 200 });
    });
  });

  it('pause against the redemption of a code: the code is good after the pause, or was used before it', async () => {
    await inBothOrders(async (together) => {
      const held = await holdCode(gatehouse);
      const { left } = await together(
        () => redeem(gatehouse, held),
        () => gatehouse.control.pause([held.clientId]),
      );
      expect([200, 503]).toContain(left.status);
      await gatehouse.control.resume([held.clientId]);
      const tokens = left.status === 200 ? left.body : (await redeem(gatehouse, held)).body;
      expect(await use(gatehouse, tokens.access_token)).toBe(200);
      expect(await gatehouse.store.sessions.list({ grantId: held.grantId })).toHaveLength(1);
    });
  });

  it('pause against resume: what the next request meets is what a restart would find', async () => {
    const { clientId, tokens } = await openSession(gatehouse);
    await inBothOrders(async (together) => {
      await together(
        () => gatehouse.control.pause([clientId]),
        () => gatehouse.control.resume([clientId]),
      );
      const kept = (await gatehouse.store.clients.find(clientId))?.state;
      expect(await use(gatehouse, tokens.access_token)).toBe(kept === 'paused' ? 503 : 200);
    });
  });

  it('block against resume: the same', async () => {
    await inBothOrders(async (together) => {
      const { clientId, tokens } = await openSession(gatehouse);
      await gatehouse.control.pause([clientId]);
      await together(
        () => gatehouse.control.block([clientId]),
        () => gatehouse.control.resume([clientId]),
      );
      // Blocking ends the connection for good, whoever was first.
      expect(await use(gatehouse, tokens.access_token)).toBe(401);
      const kept = (await gatehouse.store.clients.find(clientId))?.state;
      const { status, body } = await refresh(gatehouse, clientId, tokens.refresh_token);
      expect([kept, status, body.error]).toEqual([kept, 400, 'invalid_grant']);
      // A block is of the row, and every round is of the same.
      await gatehouse.control.resume([clientId]);
    });
  });

  it('lock against unlock: the same', async () => {
    const { tokens } = await openSession(gatehouse);
    await inBothOrders(async (together) => {
      await together(
        () => gatehouse.control.setLocked(true),
        () => gatehouse.control.setLocked(false),
      );
      const kept = (await gatehouse.store.facts.get('locked')) === 'yes';
      expect([gatehouse.control.locked(), await use(gatehouse, tokens.access_token)]).toEqual([kept, kept ? 503 : 200]);
    });
    await gatehouse.control.setLocked(false);
  });
});
