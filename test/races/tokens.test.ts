import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestGatehouse } from '../support/gatehouse.ts';
import { makePkce, postForm } from '../support/oauth-client.ts';
import { inBothOrders, STORES, startOn } from './both-ways.ts';
import { holdCode, openSession, redeem, refresh, sha256, use } from './scene.ts';

describe.each(STORES)('%s store: one code, one token, two hands', (_name, openIn) => {
  let gatehouse: TestGatehouse;
  beforeAll(async () => {
    gatehouse = await startOn(openIn);
  });
  afterAll(() => gatehouse.close());

  it('two redemptions of one code: one session ever, and it ends, because one of the two is a thief (OAuth 2.1 §4.1.3)', async () => {
    await inBothOrders(async (together) => {
      const held = await holdCode(gatehouse);
      const { left, right } = await together(
        () => redeem(gatehouse, held),
        () => redeem(gatehouse, held),
      );
      expect([left.status, right.status].sort()).toEqual([200, 400]);
      const [won, lost] = left.status === 200 ? [left, right] : [right, left];
      expect(lost.body).toMatchObject({ error: 'invalid_grant' });
      const sessions = await gatehouse.store.sessions.list({ grantId: held.grantId });
      expect(sessions).toMatchObject([{ endReason: 'code-reuse' }]);
      expect(await gatehouse.store.codes.find(sha256(held.code))).toMatchObject({ sessionId: sessions[0]?.id });
      expect(await gatehouse.store.accessTokens.list({ sessionId: sessions[0]?.id ?? '', now: gatehouse.clock.now() })).toHaveLength(1);
      expect(await gatehouse.store.grants.find(held.grantId)).toMatchObject({ endedAt: null });
      expect(await use(gatehouse, won.body.access_token)).toBe(401);
      expect(await refresh(gatehouse, held.clientId, won.body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });
  });

  it('a replay that fails a check never costs the right client its code or its session', async () => {
    const stranger = await holdCode(gatehouse);
    await inBothOrders(async (together, round) => {
      const held = await holdCode(gatehouse);
      const attack = round % 4 < 2 ? { ...held, verifier: makePkce().verifier } : { ...held, clientId: stranger.clientId };
      const { left, right } = await together(
        () => redeem(gatehouse, held),
        () => redeem(gatehouse, attack),
      );
      expect(left.status).toBe(200);
      expect(right).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      expect(await gatehouse.store.sessions.list({ grantId: held.grantId })).toMatchObject([{ endedAt: null }]);
      expect(await use(gatehouse, left.body.access_token)).toBe(200);
    });
  });

  it('two refreshes of one token: the same successor for both, one renewal, both access tokens good (ruling 16)', async () => {
    await inBothOrders(async (together) => {
      const { clientId, tokens, session } = await openSession(gatehouse);
      const { left, right } = await together(
        () => refresh(gatehouse, clientId, tokens.refresh_token),
        () => refresh(gatehouse, clientId, tokens.refresh_token),
      );
      expect([left.status, right.status]).toEqual([200, 200]);
      const successor = left.body.refresh_token ?? '';
      expect(right.body.refresh_token).toBe(successor);
      expect(await gatehouse.store.refreshTokens.find(sha256(tokens.refresh_token))).toMatchObject({ successorHash: sha256(successor) });
      expect(await gatehouse.store.refreshTokens.find(sha256(successor))).toMatchObject({ usedAt: null });
      expect(await gatehouse.store.sessions.find(session.id)).toMatchObject({ endedAt: null, renewals: 1 });
      expect(await gatehouse.store.accessTokens.list({ sessionId: session.id, now: gatehouse.clock.now() })).toHaveLength(3);
      expect(await Promise.all([use(gatehouse, left.body.access_token), use(gatehouse, right.body.access_token)])).toEqual([200, 200]);
    });
  });

  it('a repeat against the use of its successor: never two living tokens of one family', async () => {
    await inBothOrders(async (together) => {
      const { clientId, tokens, session } = await openSession(gatehouse);
      const second = (await refresh(gatehouse, clientId, tokens.refresh_token)).body.refresh_token ?? '';
      const { left, right } = await together(
        () => refresh(gatehouse, clientId, tokens.refresh_token),
        () => refresh(gatehouse, clientId, second),
      );
      const kept = await gatehouse.store.sessions.find(session.id);
      const third = right.body.refresh_token;
      // Either the repeat came in time, or it was reuse and the family is over; what was told must be what is kept.
      if (left.status === 200) {
        expect([left.body.refresh_token, right.status, kept?.endReason, kept?.renewals]).toEqual([second, 200, null, 2]);
        expect(await gatehouse.store.refreshTokens.find(sha256(third ?? ''))).toMatchObject({ usedAt: null });
        return;
      }
      expect([left.body.error, kept?.endReason]).toEqual(['invalid_grant', 'refresh-reuse']);
      expect(await use(gatehouse, tokens.access_token)).toBe(401);
      if (third !== undefined) expect((await refresh(gatehouse, clientId, third)).status).toBe(400);
    });
  });

  it('revoke against refresh (RFC 7009): afterwards nothing of the family works, whoever came first', async () => {
    await inBothOrders(async (together) => {
      const { clientId, tokens, session } = await openSession(gatehouse);
      const { left, right } = await together(
        () => postForm(`${gatehouse.url}/oauth/revoke`, { token: tokens.refresh_token, client_id: clientId }),
        () => refresh(gatehouse, clientId, tokens.refresh_token),
      );
      expect(left.status).toBe(200);
      expect(await gatehouse.store.sessions.find(session.id)).toMatchObject({ endReason: 'revoked' });
      expect(await use(gatehouse, tokens.access_token)).toBe(401);
      expect(await refresh(gatehouse, clientId, tokens.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      if (right.status !== 200) return expect(right).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      expect(await use(gatehouse, right.body.access_token)).toBe(401);
      expect(await refresh(gatehouse, clientId, right.body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });
  });
});
