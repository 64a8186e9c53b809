import { describe, expect, it } from 'vitest';
import { gatehouseOfItsOwn } from '../support/each-test.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { inTime } from '../support/in-time.ts';
import { LISTEN_BODY, LISTEN_HEADERS } from '../support/listen-stream.ts';
import { authorizationUrl, type Connected, callTool, connect, get, makePkce, postForm, register } from '../support/oauth-client.ts';

const gatehouse = gatehouseOfItsOwn();

const revoke = (form: Record<string, string>) => postForm(`${gatehouse.url}/oauth/revoke`, form);
const refresh = ({ clientId, tokens }: Connected) =>
  postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId });
const works = async ({ tokens }: Connected) => (await get(`${gatehouse.url}/mcp`, { authorization: `Bearer ${tokens.access_token}` })).status === 405;

describe('RFC 7009 revocation', () => {
  it('I1 a refresh token: 200 and empty, and the family and its access tokens are dead at the next call', async () => {
    const client = await connect(gatehouse);
    const response = await revoke({ token: client.tokens.refresh_token, client_id: client.clientId });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect([await works(client), (await refresh(client)).status]).toEqual([false, 400]);
  });

  it('I2 an access token: 200, that token is dead, the connection lives', async () => {
    const client = await connect(gatehouse);
    expect((await revoke({ token: client.tokens.access_token, client_id: client.clientId })).status).toBe(200);
    expect([await works(client), (await refresh(client)).status]).toEqual([false, 200]);
  });

  it.each(['unknown', 'ghr_garbage', 'a.b.c', 'x'.repeat(5000)])('I3 (a) %.20s is 200 as well, whatever the hint', async (token) => {
    const { clientId } = await connect(gatehouse);
    expect((await revoke({ token, client_id: clientId, token_type_hint: 'access_token' })).status).toBe(200);
  });

  it('I3 (a) a wrong hint changes nothing about the outcome', async () => {
    const client = await connect(gatehouse);
    await revoke({ token: client.tokens.refresh_token, client_id: client.clientId, token_type_hint: 'access_token' });
    expect(await works(client)).toBe(false);
  });

  it('I3 (b) token missing or twice is invalid_request, GET is 405', async () => {
    const { clientId } = await connect(gatehouse);
    const missing = await revoke({ client_id: clientId });
    expect([missing.status, await missing.json()]).toEqual([400, { error: 'invalid_request', error_description: 'token is missing' }]);
    const twice = await fetch(`${gatehouse.url}/oauth/revoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `client_id=${clientId}&token=a&token=b`,
    });
    expect(twice.status).toBe(400);
    expect((await get(`${gatehouse.url}/oauth/revoke`)).status).toBe(405);
  });

  it("I4 another client's token: 200 and no effect, so nobody learns whose it is", async () => {
    const [mine, other] = [await connect(gatehouse), await connect(gatehouse)];
    for (const token of [other.tokens.refresh_token, other.tokens.access_token]) {
      const response = await revoke({ token, client_id: mine.clientId });
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
    expect([await works(other), (await refresh(other)).status]).toEqual([true, 200]);
    await gatehouse.activity.flush();
    const [entry] = await gatehouse.store.activity.list({ limit: 1, kind: 'refusals.counted' });
    expect(entry?.event).toMatchObject({ reason: 'client_mismatch', program: 'Test client', count: 2 });
  });

  it('I5 Disconnect cuts off a running call within a second, and the next one is 401', async () => {
    const { request } = await import('node:http');
    const client = await inTime(1_000, async (pressed) => {
      const running = await connect(gatehouse);
      const cutOff = new Promise<void>((resolve) => {
        const call = request(`${gatehouse.url}/mcp`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${running.tokens.access_token}`,
            'content-type': 'application/json',
            accept: 'application/json, text/event-stream',
            'transfer-encoding': 'chunked',
          },
        });
        call.on('error', () => resolve());
        call.on('close', () => resolve());
        // The body never ends: the call is running.
        call.write('{"jsonrpc":"2.0",');
      });
      await hasArrived();
      pressed();
      await gatehouse.control.disconnect([running.clientId]);
      await cutOff;
      return running;
    });
    expect((await callTool(gatehouse, client.tokens.access_token, 'memory_status')).status).toBe(401);
  });

  it.each<[string, (clientId: string) => Promise<unknown>]>([
    ['Disconnect', (id) => gatehouse.control.disconnect([id])],
    ['Pause', (id) => gatehouse.control.pause([id])],
  ])('I5 %s ends a stream that is open within a second, and no other', async (_what, press) => {
    await inTime(1_000, async (pressed) => {
      const [client, other] = [await connect(gatehouse), await connect(gatehouse)];
      const [stream, bystander] = [await openStream(client), await openStream(other)];
      pressed();
      await press(client.clientId);
      await stream.ended;
      expect([await works(client), await works(other), bystander.isOpen()]).toEqual([false, true, true]);
      await bystander.close();
    });
  });

  it('I5 Lock ends every stream within a second', async () => {
    await inTime(1_000, async (pressed) => {
      await gatehouse.control.setLocked(false);
      const streams = [await openStream(await connect(gatehouse)), await openStream(await connect(gatehouse))];
      pressed();
      await gatehouse.control.setLocked(true);
      await Promise.all(streams.map(({ ended }) => ended));
    });
  });

  async function openStream({ tokens }: Connected) {
    const hangUp = new AbortController();
    const response = await fetch(`${gatehouse.url}/mcp`, {
      method: 'POST',
      signal: hangUp.signal,
      headers: { authorization: `Bearer ${tokens.access_token}`, ...LISTEN_HEADERS },
      body: LISTEN_BODY,
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    let open = true;
    const close = () => {
      open = false;
    };
    const ended = response.text().then(close, close);
    return {
      ended,
      isOpen: () => open,
      close: () => {
        hangUp.abort();
        return ended;
      },
    };
  }
});

describe('RFC 7662 introspection (ruling 19)', () => {
  const introspect = (form: Record<string, string>, headers: Record<string, string> = {}) => postForm(`${gatehouse.url}/oauth/introspect`, form, headers);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('I6 (a) without authentication, or as a public client, or with a foreign bearer, is 401', async () => {
    const [mine, other] = [await connect(gatehouse), await connect(gatehouse)];
    const token = other.tokens.access_token;
    expect((await introspect({ token })).status).toBe(401);
    expect((await introspect({ token: mine.tokens.access_token, client_id: mine.clientId })).status).toBe(401);
    expect((await introspect({ token }, bearer(mine.tokens.access_token))).status).toBe(401);
    expect((await introspect({ token }, bearer('garbage'))).status).toBe(401);
  });

  it('I6 a token may ask about itself, and is told what it is worth right now', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const response = await introspect({ token: tokens.access_token }, bearer(tokens.access_token));
    const now = Math.floor(gatehouse.clock.now() / 1000);
    expect([response.status, response.headers.get('cache-control'), await response.json()]).toEqual([
      200,
      'no-store',
      {
        active: true,
        client_id: clientId,
        scope: 'memory:read memory:write',
        token_type: 'Bearer',
        iat: now,
        exp: now + 900,
        jti: expect.stringMatching(/^se_/),
        sub: 'local',
        iss: gatehouse.spelling.issuer,
        aud: gatehouse.spelling.resource,
      },
    ]);
  });

  it('I6 a refresh token may ask about itself, until it is used', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    const response = await introspect({ token: tokens.refresh_token }, bearer(tokens.refresh_token));
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ active: true, client_id: clientId })]);
    const other = await introspect({ token: tokens.access_token }, bearer(tokens.refresh_token));
    expect(other.status).toBe(401);
    await postForm(`${gatehouse.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId });
    expect((await introspect({ token: tokens.refresh_token }, bearer(tokens.refresh_token))).status).toBe(401);
  });

  it('I6 (a) a bearer that is not enough is answered as RFC 6750 §3 says (RFC 7662 §2.3), a missing client as RFC 6749 §5.2', async () => {
    const [mine, other] = [await connect(gatehouse), await connect(gatehouse)];
    const refused = await introspect({ token: other.tokens.access_token }, bearer(mine.tokens.access_token));
    expect([refused.status, refused.headers.get('www-authenticate'), await refused.json()]).toEqual([
      401,
      'Bearer realm="gatehouse", error="invalid_token"',
      { error: 'invalid_token', error_description: 'this token may not be used to ask about others' },
    ]);
    const nobody = await introspect({ token: other.tokens.access_token });
    expect([nobody.status, await nobody.json()]).toEqual([401, { error: 'invalid_client', error_description: 'client authentication is needed' }]);
  });

  it('I6 a paused bearer is told to wait, not to log in again (J7)', async () => {
    const { clientId, tokens } = await connect(gatehouse);
    await gatehouse.control.pause([clientId]);
    const response = await introspect({ token: tokens.access_token }, bearer(tokens.access_token));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
  });

  it('I6 (b) a client with a secret sees its own tokens; foreign, unknown, expired and revoked ones are the same answer', async () => {
    const { secret, clientId, tokens } = await confidential();
    const foreign = await connect(gatehouse);
    const ask = async (token: string) => (await introspect({ token, client_id: clientId, client_secret: secret })).text();
    expect(JSON.parse(await ask(tokens.access_token))).toMatchObject({ active: true, client_id: clientId });
    expect(JSON.parse(await ask(tokens.refresh_token))).toMatchObject({ active: true, client_id: clientId });
    const answers = [await ask(foreign.tokens.access_token), await ask(foreign.tokens.refresh_token), await ask('unknown'), await ask('ghr_x')];
    await revoke({ token: tokens.refresh_token, client_id: clientId, client_secret: secret });
    answers.push(await ask(tokens.access_token), await ask(tokens.refresh_token));
    expect(new Set(answers)).toEqual(new Set(['{"active":false}']));
  });

  it('I6 (b) an expired token is inactive', async () => {
    const { secret, clientId, tokens } = await confidential();
    gatehouse.clock.advance(16 * 60_000);
    expect(await (await introspect({ token: tokens.access_token, client_id: clientId, client_secret: secret })).json()).toEqual({ active: false });
  });

  it('I6 a bearer with the admin permission may ask about any', async () => {
    const admin = await connect(gatehouse, ['memory:read', 'memory:write', 'memory:admin']);
    const other = await connect(gatehouse);
    const response = await introspect({ token: other.tokens.access_token }, bearer(admin.tokens.access_token));
    expect(await response.json()).toMatchObject({ active: true, client_id: other.clientId });
  });

  async function confidential() {
    const { client_id: id, client_secret: secret } = await register(gatehouse.url, { token_endpoint_auth_method: 'client_secret_post' });
    const { verifier, challenge } = makePkce();
    const opened = await get(authorizationUrl(gatehouse.url, String(id), challenge));
    const request = gatehouse.desk.list().find(({ client }) => client.id === id);
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup');
    const back = new URL((await get(opened.headers.get('location') ?? '')).headers.get('location') ?? '');
    const response = await postForm(`${gatehouse.url}/oauth/token`, {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      client_id: String(id),
      client_secret: String(secret),
      code_verifier: verifier,
    });
    return { clientId: String(id), secret: String(secret), tokens: (await response.json()) as Connected['tokens'] };
  }
});
