import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, connect, get, makePkce, postForm, postJson, rawRequest, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse();
});
afterAll(() => gatehouse.close());

/** What was counted since the last look, by reason. */
async function counted(): Promise<Record<string, number>> {
  await gatehouse.activity.flush();
  const entries = await gatehouse.store.activity.list({ limit: 100, kind: 'refusals.counted' });
  const counts = entries.flatMap(({ event }) => (event.kind === 'refusals.counted' ? [[event.reason, event.count] as const] : []));
  await gatehouse.store.activity.prune(Number.MAX_SAFE_INTEGER);
  return Object.fromEntries(counts);
}

describe('refusals are counted by reason (ruling 27)', () => {
  it('as one line per reason, program and minute', async () => {
    for (const _ of [1, 2, 3]) await get(`${gatehouse.url}/mcp`);
    expect(await counted()).toEqual({ no_token: 3 });
  });

  it('tells what was wrong with a token, which the caller is not told', async () => {
    const { tokens } = await connect(gatehouse);
    await counted();
    const [head, body, signature] = tokens.access_token.split('.') as [string, string, string];
    const call = (token: string) => get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${token}` });
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(head, 'base64url').toString()), kid: 'another' })).toString('base64url');
    await call(`${head}.${body}.${signature.split('').reverse().join('')}`);
    await call(`${other}.${body}.${signature}`);
    await call('garbage');
    expect(await counted()).toEqual({ sig_bad: 1, kid_unknown: 1, malformed: 1 });
    gatehouse.clock.advance(16 * 60_000);
    await call(tokens.access_token);
    expect(await counted()).toEqual({ expired: 1 });
  });

  it('at the doors as well: Host, Origin, the token endpoint, the authorization endpoint', async () => {
    const { client_id: id } = await register(gatehouse.url);
    await counted();
    await rawRequest(Number(new URL(gatehouse.url).port), 'GET /mcp HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    await postJson(`${gatehouse.url}/oauth/register`, {}, { origin: 'https://evil.example' });
    await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'authorization_code', code: 'x', client_id: String(id), code_verifier: 'v'.repeat(43) });
    await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'gh_nobody' });
    await get(authorizationUrl(gatehouse.url, String(id), makePkce().challenge, { code_challenge_method: 'plain' }));
    expect(await counted()).toEqual({ host_refused: 1, origin_refused: 1, client_pending: 1, client_unknown: 1, pkce_missing: 1 });
  });

  it('and a held client by what holds it', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    await gatehouse.control.pause([clientId]);
    await counted();
    await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${tokens.access_token}` });
    await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId });
    expect(await counted()).toEqual({ client_paused: 2 });
  });

  it('and by name only so often: a name is free to change, and a flood of names cannot fill the log', async () => {
    for (let index = 0; index < 500; index += 1) gatehouse.activity.countRefusal('busy', `Program ${index}`);
    await gatehouse.activity.flush();
    const entries = await gatehouse.store.activity.list({ limit: 1000, kind: 'refusals.counted' });
    const counts = entries.flatMap(({ event }) => (event.kind === 'refusals.counted' ? [event] : []));
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(500);
    expect(counts.map(({ program, count }) => [program, count])).toContainEqual([null, 450]);
    expect(counts).toHaveLength(51);
  });
});
