import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSteadyClock } from '../../src/edge/clock.ts';
import { listen } from '../../src/http/listen.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { allow, fetchAnswer, holdCode, openSession, redeem, refresh, use, waitForAnswer } from '../races/scene.ts';
import { createMapVault, createTestClock, startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { connect, get } from '../support/oauth-client.ts';
import { quietPort } from '../support/quiet-port.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A computer whose wall clock can be set while time goes on. */
function createComputer() {
  const wall = createTestClock();
  const since = createTestClock(0);
  return {
    clock: createSteadyClock(wall.now, since.now),
    pass(milliseconds: number): void {
      wall.advance(milliseconds);
      since.advance(milliseconds);
    },
    setBy: (milliseconds: number) => wall.advance(milliseconds),
  };
}

describe('the clock of the computer is set while Gatehouse runs', () => {
  let computer: ReturnType<typeof createComputer>;
  let gatehouse: TestGatehouse;
  beforeEach(async () => {
    computer = createComputer();
    gatehouse = await startGatehouse({ clock: computer.clock });
  });
  afterEach(() => gatehouse.close());

  it('back by an hour: a token, a code and a request end when they would have ended', async () => {
    const { tokens } = await openSession(gatehouse);
    const held = await holdCode(gatehouse);
    const waiting = await waitForAnswer(gatehouse);
    computer.setBy(-HOUR);
    expect(await use(gatehouse, tokens.access_token)).toBe(200);
    computer.pass(61 * SECOND);
    expect(await redeem(gatehouse, held)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    computer.pass(MINUTE);
    await gatehouse.desk.tick();
    expect(await allow(gatehouse, waiting.requestId)).toBe('gone');
    expect((await fetchAnswer(waiting.page))?.get('error')).toBe('access_denied');
    computer.pass(13 * MINUTE);
    expect(await use(gatehouse, tokens.access_token)).toBe(401);
  });

  it('back by an hour: a permission for an hour ends after an hour', async () => {
    const waiting = await waitForAnswer(gatehouse);
    await gatehouse.desk.decide(waiting.requestId, { answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' }, 'terminal');
    const code = (await fetchAnswer(waiting.page))?.get('code') ?? '';
    const { body } = await redeem(gatehouse, { ...waiting, code });
    computer.setBy(-HOUR + MINUTE);
    computer.pass(59 * MINUTE);
    const renewed = await refresh(gatehouse, waiting.clientId, body.refresh_token);
    expect([renewed.status, renewed.body.expires_in]).toEqual([200, 60]);
    computer.pass(MINUTE);
    expect(await use(gatehouse, renewed.body.access_token)).toBe(401);
    expect(await refresh(gatehouse, waiting.clientId, renewed.body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('back by an hour: logins go on, and the activity stays one whole chain', async () => {
    const connection = await openSession(gatehouse);
    computer.setBy(-HOUR);
    expect((await refresh(gatehouse, connection.clientId, connection.tokens.refresh_token)).status).toBe(200);
    expect(await use(gatehouse, (await openSession(gatehouse)).tokens.access_token)).toBe(200);
    await gatehouse.activity.flush();
    expect(await gatehouse.store.activity.verify()).toMatchObject({ intact: true });
  });

  it('forward by a day: what was short is over, the connection is not, and keys in use stay published', async () => {
    const connection = await openSession(gatehouse);
    const held = await holdCode(gatehouse);
    const waiting = await waitForAnswer(gatehouse);
    computer.setBy(DAY);
    expect(await use(gatehouse, connection.tokens.access_token)).toBe(401);
    const challenge = (await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${connection.tokens.access_token}` })).headers.get('www-authenticate');
    expect(challenge).toMatch(/error="invalid_token".*expired/);
    expect(await redeem(gatehouse, held)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    await gatehouse.desk.tick();
    expect(await allow(gatehouse, waiting.requestId)).toBe('gone');
    await gatehouse.keys.tick();
    const renewed = await refresh(gatehouse, connection.clientId, connection.tokens.refresh_token);
    expect(renewed.status).toBe(200);
    expect(await use(gatehouse, renewed.body.access_token)).toBe(200);
  });
});

describe('the clock was set back while Gatehouse did not run', () => {
  it('a token of the future is told as expired, so that the client renews it; a used refresh token has no second grace', async () => {
    const vault = createMapVault();
    const kept = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
    const deps = { vault, openAuthStore: async () => ({ ...kept, close: async () => undefined }) };
    const port = await quietPort();
    const before = await startGatehouse({ ...deps, clock: createTestClock(Date.UTC(2026, 10, 22)), listening: await listen(port) });
    const connection = await connect(before);
    const rotated = await refresh(before, connection.clientId, connection.tokens.refresh_token);
    const other = await connect(before);
    await refresh(before, other.clientId, other.tokens.refresh_token);
    await before.close();
    // `fetch` must hear that its connections are closed before it uses the same address again.
    await hasArrived();
    const listening = await listen(port);
    const gatehouse = await startGatehouse({ ...deps, listening, clock: createTestClock(Date.UTC(2026, 10, 21)) });
    const refused = await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${rotated.body.access_token}` });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/error="invalid_token".*expired/)]);
    const renewed = await refresh(gatehouse, connection.clientId, rotated.body.refresh_token);
    expect(await use(gatehouse, renewed.body.access_token)).toBe(200);
    expect(await refresh(gatehouse, other.clientId, other.tokens.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    await gatehouse.close();
  });
});

describe('the steady clock', () => {
  it('follows the wall clock forward and in small steps, and holds a step back until the wall clock has caught up', () => {
    const { clock, pass, setBy } = createComputer();
    const start = clock.now();
    setBy(DAY);
    expect(clock.now()).toBe(start + DAY);
    setBy(-MINUTE);
    expect(clock.now()).toBe(start + DAY - MINUTE);
    setBy(-HOUR);
    pass(10);
    expect(clock.now()).toBe(start + DAY - MINUTE + 10);
    setBy(HOUR + 5);
    expect(clock.now()).toBe(start + DAY - MINUTE + 15);
  });

  it('follows a step back of more than a day: the clock was wrong before', () => {
    const { clock, setBy } = createComputer();
    const start = clock.now();
    setBy(365 * DAY);
    clock.now();
    setBy(-365 * DAY);
    expect(clock.now()).toBe(start);
  });
});
