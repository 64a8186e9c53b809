import { describe, expect, it } from 'vitest';
import { createAdmin } from '../../src/admin/admin.ts';
import { readEnvironment } from '../../src/edge/environment.ts';
import { listen } from '../../src/http/listen.ts';
import type { StatusView } from '../../src/shared/views.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { freshCode, openLogin, refresh, token } from '../attacks/support.ts';
import { createMapVault, createTestClock, startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import type { Tokens } from '../support/oauth-client.ts';

const DAY = 86_400_000;

async function always(gatehouse: TestGatehouse) {
  const { clientId, form } = await freshCode(gatehouse, { for: 'always' });
  return { clientId, tokens: (await (await token(gatehouse, form)).json()) as Tokens };
}

/** Clients that are left alone for 91 days, but for one that renews its login half-way; then the broker starts again. */
async function afterNinetyOneDays(clientSleep: number) {
  const [clock, vault, store] = [createTestClock(), createMapVault(), createVolatileAuthStore({ activityKey: new Uint8Array(32) })];
  const kept = { clock, vault, openAuthStore: async () => store };
  // The same address: a token is for the address that it was issued for.
  const listening = await listen(0);
  const before = await startGatehouse({ ...kept, listening: { ...listening, close: async () => undefined } });
  const [idle, renewing, paused] = [await always(before), await always(before), await always(before)];
  const admin = createAdmin({ ...before, clock, status: async () => ({}) as StatusView });
  await admin['tokens.create']?.({ name: 'yearly report', for: '365d' }, 'command');
  await before.control.pause([paused.clientId]);
  clock.advance(46 * DAY);
  const renewed = (await (await refresh(before, renewing.clientId, renewing.tokens.refresh_token)).json()) as { refresh_token: string };
  await before.close();
  clock.advance(45 * DAY);
  const gatehouse = await startGatehouse({ ...kept, listening }, { clientSleep });
  return { gatehouse, idle, renewing: { clientId: renewing.clientId, token: renewed.refresh_token }, paused, store, clock };
}

describe('the setting after how many days an unused connection ends (ruling 7)', () => {
  it('is never unless it is set', async () => {
    const { gatehouse, idle, store } = await afterNinetyOneDays(0);
    expect((await refresh(gatehouse, idle.clientId, idle.tokens.refresh_token)).status).toBe(200);
    expect(await store.grants.live()).toHaveLength(4);
    await gatehouse.close();
  });

  it('ends what nobody used, before the first request can count as use', async () => {
    const { gatehouse, idle, renewing, paused, store, clock } = await afterNinetyOneDays(90 * DAY);
    const refused = await refresh(gatehouse, idle.clientId, idle.tokens.refresh_token);
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);
    expect(await store.grants.list({ clientId: idle.clientId })).toMatchObject([{ endReason: 'idle', endedAt: clock.now() }]);
    const ended = (await store.activity.list({ limit: 50 })).map(({ event }) => event).filter(({ kind }) => kind === 'grant.ended');
    expect(ended).toMatchObject([{ clientId: idle.clientId, reason: 'idle' }]);
    // What was used, what the person holds, and a key with an end of its own stay.
    expect((await refresh(gatehouse, renewing.clientId, renewing.token)).status).toBe(200);
    expect(await store.grants.list({ clientId: paused.clientId })).toMatchObject([{ endedAt: null }]);
    expect(await store.grants.live()).toHaveLength(3);
    await gatehouse.close();
  });

  it('leaves the registration, whose next login asks the person', async () => {
    const { gatehouse, idle } = await afterNinetyOneDays(90 * DAY);
    await openLogin(gatehouse, {}, idle.clientId);
    expect(gatehouse.desk.list()).toMatchObject([{ stage: 'asking', client: { id: idle.clientId } }]);
    await gatehouse.close();
  });
});

describe('the names that people bring along from other servers (ruling 28)', () => {
  it.each([
    [{ MCP_OAUTH_AUTHORIZATION_CODE_EXPIRE_MINUTES: '5' }, { codeLifetime: 300_000 }],
    [{ MCP_OAUTH_AUTHORIZATION_CODE_EXPIRE_MINUTES: '5', GATEHOUSE_CODE_SECONDS: '30' }, { codeLifetime: 30_000 }],
    [{ MCP_OAUTH_ACCESS_TOKEN_EXPIRE_MINUTES: '30' }, { accessTokenLifetime: 1_800_000 }],
    [{ CLIENT_LIFETIME: '7776000' }, { clientSleep: 90 * DAY }],
    [{ CLIENT_LIFETIME: '0' }, { clientSleep: 0 }],
    [{ CLIENT_LIFETIME: '0', GATEHOUSE_CLIENT_SLEEP_DAYS: '7' }, { clientSleep: 7 * DAY }],
    [{ CLIENT_LIFETIME: '' }, {}],
  ])('%j is %j', (environment, settings) => expect(readEnvironment(environment)).toEqual(settings));
});
