/** G: the token endpoint and the authorization code, against whoever holds a part of what it takes. */
import { describe, expect, it } from 'vitest';
import { gatehouseOfItsOwn } from '../support/each-test.ts';
import { authorizationUrl, callTool, get, makePkce, postForm, postJson, REDIRECT, register, type Tokens } from '../support/oauth-client.ts';
import { asking, effects, freshCode, refresh, refusal, send, token } from './support.ts';

const gatehouse = gatehouseOfItsOwn();

const UNKNOWN_CODE = [400, { error: 'invalid_grant', error_description: 'the code is unknown, used or expired' }];
const FORM = 'Content-Type: application/x-www-form-urlencoded';
const works = async (accessToken: string) => (await callTool(gatehouse, accessToken, 'memory_status')).status === 200;

describe('redeeming', () => {
  it('G1 (ruling 10) a good code gives a token and, to a client that can use one, a refresh token; exactly these members, not to be cached', async () => {
    const { form } = await freshCode(gatehouse);
    const response = await token(gatehouse, { ...form, redirect_uri: REDIRECT });
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      200,
      'application/json; charset=utf-8',
      'no-store',
    ]);
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 900,
      refresh_token: expect.stringMatching(/^ghr_[\w-]{43}$/),
      scope: 'memory:read memory:write',
    });
  });

  it('G1 (ruling 10) a client that registered without refresh tokens gets none', async () => {
    const { client_id } = await register(gatehouse.url, { grant_types: ['authorization_code'] });
    const { verifier, challenge } = makePkce();
    const page = (await get(authorizationUrl(gatehouse.url, String(client_id), challenge))).headers.get('location') ?? '';
    const [request] = asking(gatehouse);
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' }, 'terminal');
    const code = new URL((await get(page)).headers.get('location') ?? '').searchParams.get('code') ?? '';
    const response = await token(gatehouse, { grant_type: 'authorization_code', code, client_id: String(client_id), code_verifier: verifier });
    expect(Object.keys((await response.json()) as object).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
  });

  it('G2 a JSON body is 415 and leaves the code as it was', async () => {
    const { form } = await freshCode(gatehouse);
    expect(await refusal(await postJson(`${gatehouse.url}/oauth/token`, form))).toEqual([
      415,
      { error: 'invalid_request', error_description: 'the Content-Type is not accepted here' },
    ]);
    expect((await token(gatehouse, form)).status).toBe(200);
  });

  it('G2 parameters in the query are not read: 400, and the code stays as it was', async () => {
    const { form, clientId } = await freshCode(gatehouse);
    const query = `${new URLSearchParams(form)}`;
    const inQuery = await send(gatehouse, `POST /oauth/token?${query}`, [FORM], `client_id=${clientId}`);
    expect([inQuery.status, JSON.parse(inQuery.body)]).toEqual([400, { error: 'invalid_request', error_description: 'grant_type is missing' }]);
    const allInQuery = await send(gatehouse, `POST /oauth/token?${query}`, [FORM, 'Content-Length: 0']);
    expect([allInQuery.status, JSON.parse(allInQuery.body)]).toEqual([400, { error: 'invalid_request', error_description: 'client_id is missing' }]);
    expect((await token(gatehouse, form)).status).toBe(200);
  });

  it('G2 GET is 405 and leaves the code as it was', async () => {
    const { form } = await freshCode(gatehouse);
    const answer = await send(gatehouse, `GET /oauth/token?${new URLSearchParams(form)}`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await token(gatehouse, form)).status).toBe(200);
  });
});

describe('PKCE', () => {
  it.each([
    ['a wrong verifier', 'b'.repeat(43), 'invalid_grant', 'code_verifier does not match'],
    ['no verifier', null, 'invalid_grant', 'code_verifier is missing'],
    ['an empty verifier', '', 'invalid_grant', 'code_verifier is missing'],
    ['a verifier of 42 characters', 'b'.repeat(42), 'invalid_request', 'code_verifier must be 43 to 128 unreserved characters'],
    ['a verifier of 129 characters', 'b'.repeat(129), 'invalid_request', 'code_verifier must be 43 to 128 unreserved characters'],
    ['a verifier with other characters', `${'b'.repeat(42)}/`, 'invalid_request', 'code_verifier must be 43 to 128 unreserved characters'],
  ])('G3 (a) %s is refused, and the code stays usable by the right client', async (_what, verifier, error, description) => {
    const { form } = await freshCode(gatehouse);
    const { code_verifier: _, ...without } = form;
    const before = await effects(gatehouse);
    for (let tries = 0; tries < 3; tries += 1) {
      const response = await token(gatehouse, verifier === null ? without : { ...without, code_verifier: verifier });
      expect(await refusal(response)).toEqual([400, { error, error_description: description }]);
    }
    expect(await effects(gatehouse)).toEqual(before);
    expect((await token(gatehouse, form)).status).toBe(200);
  });

  it('G3 (a) the challenge itself is no verifier', async () => {
    const { client_id } = await register(gatehouse.url);
    const { challenge } = makePkce();
    const page = (await get(authorizationUrl(gatehouse.url, String(client_id), challenge))).headers.get('location') ?? '';
    await gatehouse.desk.decide(asking(gatehouse)[0]?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' }, 'terminal');
    const code = new URL((await get(page)).headers.get('location') ?? '').searchParams.get('code') ?? '';
    const response = await token(gatehouse, { grant_type: 'authorization_code', code, client_id: String(client_id), code_verifier: challenge });
    expect(await refusal(response)).toEqual([400, { error: 'invalid_grant', error_description: 'code_verifier does not match' }]);
  });

  it('G3 (b) there is no code without a challenge: the request for one never reaches the person', async () => {
    const { client_id } = await register(gatehouse.url);
    for (const challenge of [null, '']) {
      const response = await get(authorizationUrl(gatehouse.url, String(client_id), '', { code_challenge: challenge }));
      expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request');
    }
    expect(asking(gatehouse)).toEqual([]);
  });
});

describe('whose code, and for how long', () => {
  it('G4 (a) a code of another client is invalid_grant and stays usable by its own', async () => {
    const { form } = await freshCode(gatehouse);
    const other = await freshCode(gatehouse);
    expect(await refusal(await token(gatehouse, { ...form, client_id: other.clientId }))).toEqual(UNKNOWN_CODE);
    expect((await token(gatehouse, form)).status).toBe(200);
  });

  it('G4 (a) an unknown client is 401 invalid_client before the code is looked at', async () => {
    const { form } = await freshCode(gatehouse);
    expect(await refusal(await token(gatehouse, { ...form, client_id: 'gh_gone' }))).toEqual([
      401,
      { error: 'invalid_client', error_description: 'the client is not known here, register again' },
    ]);
    expect((await token(gatehouse, form)).status).toBe(200);
  });

  it('G4 (b) a code ends 60 s after it came into being, not earlier', async () => {
    const [first, second] = [await freshCode(gatehouse), await freshCode(gatehouse)];
    gatehouse.clock.advance(59_999);
    expect((await token(gatehouse, first.form)).status).toBe(200);
    gatehouse.clock.advance(1);
    expect(await refusal(await token(gatehouse, second.form))).toEqual(UNKNOWN_CODE);
  });
});

describe('replay', () => {
  it('G5 the same code with the right verifier and client again ends every token that came from it', async () => {
    const { form, clientId } = await freshCode(gatehouse);
    const first = (await (await token(gatehouse, form)).json()) as Tokens;
    const renewed = (await (await refresh(gatehouse, clientId, first.refresh_token)).json()) as Tokens;
    expect(await refusal(await token(gatehouse, form))).toEqual(UNKNOWN_CODE);
    expect([await works(first.access_token), await works(renewed.access_token)]).toEqual([false, false]);
    for (const each of [first, renewed]) {
      expect(await refusal(await refresh(gatehouse, clientId, each.refresh_token))).toMatchObject([400, { error: 'invalid_grant' }]);
    }
    await gatehouse.activity.flush();
    const [event] = await gatehouse.store.activity.list({ limit: 1, kind: 'session.ended' });
    expect(event?.event).toMatchObject({ clientId, reason: 'code-reuse' });
  });

  it('G5 also after the code has ended', async () => {
    const { form } = await freshCode(gatehouse);
    const tokens = (await (await token(gatehouse, form)).json()) as Tokens;
    gatehouse.clock.advance(300_000);
    expect(await refusal(await token(gatehouse, form))).toEqual(UNKNOWN_CODE);
    expect(await works(tokens.access_token)).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ['a wrong verifier', { code_verifier: 'b'.repeat(43) }],
    ['another redirect URI', { redirect_uri: 'http://127.0.0.1:51004/other' }],
    ['another resource', { resource: 'https://evil.example/mcp' }],
  ])('G6 the same code again with %s ends nothing', async (_what, change) => {
    const { form, clientId } = await freshCode(gatehouse);
    const tokens = (await (await token(gatehouse, form)).json()) as Tokens;
    expect((await token(gatehouse, { ...form, ...change })).status).toBe(400);
    expect(await works(tokens.access_token)).toBe(true);
    expect((await refresh(gatehouse, clientId, tokens.refresh_token)).status).toBe(200);
  });

  it('G6 nor does the same code from another client', async () => {
    const { form } = await freshCode(gatehouse);
    const other = await freshCode(gatehouse);
    const tokens = (await (await token(gatehouse, form)).json()) as Tokens;
    expect(await refusal(await token(gatehouse, { ...form, client_id: other.clientId }))).toEqual(UNKNOWN_CODE);
    expect(await works(tokens.access_token)).toBe(true);
  });

  it.each([2, 10])('G7 of %i good redemptions at once exactly one is 200', async (count) => {
    const { form } = await freshCode(gatehouse);
    const answers = await Promise.all(Array.from({ length: count }, () => token(gatehouse, form)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(count - 1).fill(400)]);
    for (const answer of answers.filter(({ status }) => status === 400)) expect(await refusal(answer)).toEqual(UNKNOWN_CODE);
    expect(await gatehouse.store.sessions.list()).toHaveLength(1);
  });
});

describe('what comes with the code', () => {
  it.each([
    ['absent', {}, 200],
    ['empty, which is absent', { redirect_uri: '' }, 200],
    ['the one of the request', { redirect_uri: REDIRECT }, 200],
    ['another path', { redirect_uri: `${REDIRECT}/` }, 400],
    ['another port', { redirect_uri: REDIRECT.replace('51004', '51005') }, 400],
    ['another spelling of the host', { redirect_uri: REDIRECT.replace('127.0.0.1', 'localhost') }, 400],
  ])('G8 redirect_uri %s', async (_what, more, status) => {
    const { form } = await freshCode(gatehouse);
    const response = await token(gatehouse, { ...form, ...(more as Record<string, string>) });
    expect(response.status).toBe(status);
    if (status === 200) return;
    expect(await response.json()).toEqual({ error: 'invalid_grant', error_description: 'redirect_uri differs from the authorization request' });
    expect((await token(gatehouse, form)).status).toBe(200);
  });

  it.each(['https://evil.example/mcp', 'URL/', 'URL/mcp#x', 'URL/mcp/other'])(
    'G9 the resource %s is invalid_target, and the code stays usable',
    async (resource) => {
      const { form } = await freshCode(gatehouse);
      const response = await token(gatehouse, { ...form, resource: resource.replace('URL', gatehouse.url) });
      expect(await refusal(response)).toEqual([400, { error: 'invalid_target', error_description: 'resource is not the one protected here' }]);
      expect((await token(gatehouse, { ...form, resource: `${gatehouse.url}/mcp` })).status).toBe(200);
    },
  );

  it.each(['memory:admin', 'memory:read', 'nonsense', '"'])('G9 the scope %j beside a code is ignored', async (scope) => {
    const { form } = await freshCode(gatehouse);
    const tokens = (await (await token(gatehouse, { ...form, scope })).json()) as Tokens;
    expect(tokens.scope).toBe('memory:read memory:write');
    expect((await callTool(gatehouse, tokens.access_token, 'memory_reflect')).status).toBe(403);
  });

  it.each(['grant_type', 'client_id', 'code', 'code_verifier', 'redirect_uri', 'scope'])('G10 %s twice is invalid_request', async (name) => {
    const { form } = await freshCode(gatehouse);
    const values: Record<string, string> = { ...form, redirect_uri: REDIRECT, scope: 'memory:read' };
    const body = `${new URLSearchParams(values)}&${new URLSearchParams({ [name]: values[name] ?? '' })}`;
    const answer = await send(gatehouse, 'POST /oauth/token', [FORM], body);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([400, { error: 'invalid_request', error_description: `${name} must not be repeated` }]);
    expect((await token(gatehouse, form)).status).toBe(200);
  });

  it.each([null, ''])('G10 grant_type %j is invalid_request', async (type) => {
    const { form } = await freshCode(gatehouse);
    const { grant_type: _, ...rest } = form;
    expect(await refusal(await token(gatehouse, type === null ? rest : { ...rest, grant_type: type }))).toEqual([
      400,
      { error: 'invalid_request', error_description: 'grant_type is missing' },
    ]);
  });

  it.each(['password', 'client_credentials', 'implicit', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange'])(
    'G10 grant_type %s is unsupported_grant_type',
    async (grant_type) => {
      const { clientId } = await freshCode(gatehouse);
      expect(await refusal(await token(gatehouse, { grant_type, client_id: clientId, username: 'x', password: 'x' }))).toEqual([
        400,
        { error: 'unsupported_grant_type', error_description: 'grant_type must be authorization_code or refresh_token' },
      ]);
    },
  );
});

describe('between Allow and redemption', () => {
  it('G11 disconnected: invalid_grant', async () => {
    const { form, clientId } = await freshCode(gatehouse);
    await gatehouse.control.disconnect([clientId]);
    expect(await refusal(await token(gatehouse, form))).toEqual(UNKNOWN_CODE);
  });

  it('G11 blocked: invalid_grant', async () => {
    const { form, clientId } = await freshCode(gatehouse);
    await gatehouse.control.block([clientId]);
    expect(await refusal(await token(gatehouse, form))).toEqual([400, { error: 'invalid_grant', error_description: 'the person blocked this client' }]);
  });

  it.each<[string, (clientId: string) => Promise<void>, (clientId: string) => Promise<void>]>([
    ['paused', (id) => gatehouse.control.pause([id]), (id) => gatehouse.control.resume([id])],
    ['locked', () => gatehouse.control.setLocked(true), () => gatehouse.control.setLocked(false)],
  ])('G11 %s: 503 with Retry-After, and the code is good again afterwards', async (_what, hold, letGo) => {
    const { form, clientId } = await freshCode(gatehouse);
    await hold(clientId);
    const response = await postForm(`${gatehouse.url}/oauth/token`, form);
    expect(response.headers.get('retry-after')).toBe('60');
    expect(await refusal(response)).toEqual([503, { error: 'temporarily_unavailable', error_description: 'the person paused access' }]);
    await letGo(clientId);
    expect((await token(gatehouse, form)).status).toBe(200);
  });

  it('G11 a disconnect that runs while the code is redeemed leaves no living token', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { form, clientId } = await freshCode(gatehouse);
      const both = [() => token(gatehouse, form), () => gatehouse.control.disconnect([clientId])];
      const [first, second] = await Promise.all((round % 2 === 0 ? both : both.reverse()).map((act) => act()));
      const response = [first, second].find((each) => each instanceof Response) as Response;
      if (response.status !== 200) continue;
      expect(await works(((await response.json()) as Tokens).access_token)).toBe(false);
    }
  });
});
