/** H: refresh tokens, rotated with a grace (ruling 16). */
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/activity/words.ts';
import { gatehouseOfItsOwn } from '../support/each-test.ts';
import { callTool, connect, REDIRECT, register, type Tokens } from '../support/oauth-client.ts';
import { freshCode, refresh, refusal, token } from './support.ts';

const gatehouse = gatehouseOfItsOwn();

const MINUTE = 60_000;
const DAY = 86_400_000;
const VOID = [400, { error: 'invalid_grant', error_description: 'the refresh token is unknown, used or revoked' }];
const renew = async (clientId: string, refreshToken: string, more: Record<string, string> = {}): Promise<Tokens> => {
  const response = await refresh(gatehouse, clientId, refreshToken, more);
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json()) as Tokens;
};
const works = async (accessToken: string) => (await callTool(gatehouse, accessToken, 'memory_status')).status === 200;

/** A connection that was allowed for as long as this. */
async function connectFor(length: 'once' | '30d' | 'always') {
  const { form, clientId } = await freshCode(gatehouse, { for: length });
  return { clientId, tokens: (await (await token(gatehouse, form)).json()) as Tokens };
}

describe('rotation', () => {
  it('H1 a refresh gives a new access and a new refresh token, and the old one is dead', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const next = await renew(clientId, tokens.refresh_token);
    expect(Object.keys(next).sort()).toEqual(['access_token', 'expires_in', 'refresh_token', 'scope', 'token_type']);
    expect(next.refresh_token).toMatch(/^ghr_[\w-]{43}$/);
    expect(new Set([tokens.refresh_token, next.refresh_token, tokens.access_token, next.access_token]).size).toBe(4);
    expect(await works(next.access_token)).toBe(true);
    await renew(clientId, next.refresh_token);
    expect(await refusal(await refresh(gatehouse, clientId, tokens.refresh_token))).toEqual(VOID);
  });

  it('H1 no refresh moves the end of the connection', async () => {
    const { clientId, tokens } = await connectFor('once');
    gatehouse.clock.advance(50 * MINUTE);
    const next = await renew(clientId, tokens.refresh_token);
    expect(next.expires_in).toBe(600);
    gatehouse.clock.advance(10 * MINUTE);
    expect(await works(next.access_token)).toBe(false);
    expect(await refusal(await refresh(gatehouse, clientId, next.refresh_token))).toEqual(VOID);
  });

  it.each([
    ['after the grace', 60_001, false],
    ['within the grace, once its successor was used', 0, true],
  ])('H2 (a) (ruling 16) an old refresh token %s ends the family, its access tokens included, and the person is told', async (_what, later, used) => {
    const { clientId, tokens } = await connect(gatehouse);
    const next = await renew(clientId, tokens.refresh_token);
    const last = used ? await renew(clientId, next.refresh_token) : next;
    gatehouse.clock.advance(later);
    expect(await refusal(await refresh(gatehouse, clientId, tokens.refresh_token))).toEqual(VOID);
    for (const each of [tokens, next, last]) expect(await works(each.access_token)).toBe(false);
    await gatehouse.activity.flush();
    const [entry] = await gatehouse.store.activity.list({ limit: 1, kind: 'session.ended' });
    expect(entry?.event).toMatchObject({ clientId, reason: 'refresh-reuse' });
    expect(entry === undefined ? '' : wordsOf(entry.event)).toContain('possible theft');
  });

  it('H2 (b) (ruling 16) the newest token of an ended family is invalid_grant', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const next = await renew(clientId, tokens.refresh_token);
    gatehouse.clock.advance(60_001);
    await refresh(gatehouse, clientId, tokens.refresh_token);
    expect(await refusal(await refresh(gatehouse, clientId, next.refresh_token))).toEqual(VOID);
  });

  it('H2 (a) (ruling 16) only that family ends: another session of the same client lives on', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const other = await connect(gatehouse);
    await renew(clientId, tokens.refresh_token);
    gatehouse.clock.advance(60_001);
    await refresh(gatehouse, clientId, tokens.refresh_token);
    expect(await works(other.tokens.access_token)).toBe(true);
  });

  it.each([2, 8])('H3 (ruling 16) %i refreshes at once all succeed with one successor, and nothing dies', async (count) => {
    const { clientId, tokens } = await connect(gatehouse);
    const answers = await Promise.all(Array.from({ length: count }, () => renew(clientId, tokens.refresh_token)));
    expect(new Set(answers.map((answer) => answer.refresh_token)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.access_token)).size).toBe(count);
    for (const answer of answers) expect(await works(answer.access_token)).toBe(true);
    await renew(clientId, answers[0]?.refresh_token ?? '');
  });

  it('H3 (ruling 16) the grace is 60 s for the direct predecessor, and its last millisecond still counts', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const next = await renew(clientId, tokens.refresh_token);
    gatehouse.clock.advance(60_000);
    const again = await renew(clientId, tokens.refresh_token);
    expect(again.refresh_token).toBe(next.refresh_token);
    expect(await works(again.access_token)).toBe(true);
  });

  it('H3 (ruling 16) the grace is for the same client only', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const other = await connect(gatehouse);
    const next = await renew(clientId, tokens.refresh_token);
    expect(await refusal(await refresh(gatehouse, other.clientId, tokens.refresh_token))).toEqual(VOID);
    await renew(clientId, next.refresh_token);
  });

  it('H4 a token of another client is invalid_grant, and its family is untouched', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const other = await connect(gatehouse);
    const used = await renew(clientId, tokens.refresh_token);
    gatehouse.clock.advance(60_001);
    // Not even a spent one, which would be reuse in the right hands.
    for (const stolen of [tokens.refresh_token, used.refresh_token]) {
      expect(await refusal(await refresh(gatehouse, other.clientId, stolen))).toEqual(VOID);
    }
    expect(await works(used.access_token)).toBe(true);
    await renew(clientId, used.refresh_token);
  });
});

describe('scope', () => {
  it('H5 (ruling 15) wider is invalid_scope, and the token is not spent', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    expect(await refusal(await refresh(gatehouse, clientId, tokens.refresh_token, { scope: 'memory:admin' }))).toEqual([
      400,
      { error: 'invalid_scope', error_description: 'scope is wider than what the person allowed' },
    ]);
    await renew(clientId, tokens.refresh_token);
  });

  it('H5 (ruling 15) narrower is a cap of that access token; the refresh token keeps everything', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const less = await renew(clientId, tokens.refresh_token, { scope: 'memory:read' });
    expect(less.scope).toBe('memory:read');
    expect((await callTool(gatehouse, less.access_token, 'memory_store', { content: 'must not be kept' })).status).toBe(403);
    expect(await gatehouse.memoryStore.total()).toBe(0);
    expect((await renew(clientId, less.refresh_token)).scope).toBe('memory:read memory:write');
  });

  it.each(['nonsense', 'openid profile'])('H5 (ruling 15) only what is unknown (%s) is invalid_scope', async (scope) => {
    const { clientId, tokens } = await connect(gatehouse);
    expect(await refusal(await refresh(gatehouse, clientId, tokens.refresh_token, { scope }))).toEqual([
      400,
      { error: 'invalid_scope', error_description: 'scope names nothing that is known here' },
    ]);
    await renew(clientId, tokens.refresh_token);
  });
});

describe('ends', () => {
  it('H6 (ruling 10) silence ends nothing', async () => {
    const [month, always] = [await connectFor('30d'), await connectFor('always')];
    gatehouse.clock.advance(29 * DAY);
    await renew(month.clientId, month.tokens.refresh_token);
    gatehouse.clock.advance(400 * DAY);
    await renew(always.clientId, always.tokens.refresh_token);
  });

  it.each([
    ['once', 60 * MINUTE],
    ['30d', 30 * DAY],
  ] as const)('H6 (ruling 10) %s ends when the person said it would', async (length, milliseconds) => {
    const { clientId, tokens } = await connectFor(length);
    gatehouse.clock.advance(milliseconds - 1);
    const last = await renew(clientId, tokens.refresh_token);
    gatehouse.clock.advance(1);
    expect(await refusal(await refresh(gatehouse, clientId, last.refresh_token))).toEqual(VOID);
  });

  it('H6 (ruling 10) the lock is 503 and not an end: the login is there again afterwards', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    await gatehouse.control.setLocked(true);
    const locked = await refresh(gatehouse, clientId, tokens.refresh_token);
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([503, '60']);
    await gatehouse.control.setLocked(false);
    await renew(clientId, tokens.refresh_token);
  });

  it('H7 after Disconnect: invalid_grant', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    await gatehouse.control.disconnect([clientId]);
    expect(await refusal(await refresh(gatehouse, clientId, tokens.refresh_token))).toEqual(VOID);
  });

  it('H7 after the person has narrowed the permission: the narrowed scope, and the old access token has it too', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const [grant] = await gatehouse.store.grants.list({ clientId });
    expect(await gatehouse.control.narrow(grant?.id ?? '', ['memory:read'])).toEqual(['memory:read']);
    expect((await callTool(gatehouse, tokens.access_token, 'memory_store', { content: 'must not be kept' })).status).toBe(403);
    expect((await renew(clientId, tokens.refresh_token)).scope).toBe('memory:read');
    expect(await gatehouse.memoryStore.total()).toBe(0);
  });

  it('H7 after the client changed its name (RFC 7592): invalid_grant', async () => {
    const { form, clientId } = await freshCode(gatehouse);
    const tokens = (await (await token(gatehouse, form)).json()) as Tokens;
    expect(clientId).toMatch(/^gh_/);
    const registration = await managedClient();
    expect(await refusal(await refresh(gatehouse, registration.clientId, registration.refreshToken))).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'the person has not allowed this client yet' },
    ]);
    // Nobody else is touched.
    await renew(clientId, tokens.refresh_token);
  });

  /** A connected client that has just changed its name. */
  async function managedClient() {
    const registered = (await register(gatehouse.url)) as { client_id: string; registration_client_uri: string; registration_access_token: string };
    const { client_id: clientId, registration_client_uri: uri, registration_access_token: secret } = registered;
    const { form } = await freshCode(gatehouse, {}, {}, clientId);
    const { refresh_token: refreshToken } = (await (await token(gatehouse, form)).json()) as Tokens;
    const changed = await fetch(uri, {
      method: 'PUT',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: clientId, client_name: 'Somebody else', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' }),
    });
    expect(changed.status).toBe(200);
    return { clientId, refreshToken };
  }
});

describe('token confusion', () => {
  it('H8 a refresh token is no access token', async () => {
    const { tokens } = await connect(gatehouse);
    const response = await callTool(gatehouse, tokens.refresh_token, 'memory_status');
    expect(await refusal(response)).toEqual([401, { error: 'invalid_token', error_description: 'the access token is invalid or has been revoked' }]);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('H8 an access token is no refresh token, nor is a code', async () => {
    const { clientId, tokens, code } = await connect(gatehouse);
    for (const wrong of [tokens.access_token, code, 'ghr_', '../x']) expect(await refusal(await refresh(gatehouse, clientId, wrong))).toEqual(VOID);
    await renew(clientId, tokens.refresh_token);
  });
});
