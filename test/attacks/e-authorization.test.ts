/** E: the authorization request, from whoever can open an address in the person's browser. */
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/consent/attention/budget.ts';
import { POPUP_LIFETIMES } from '../../src/consent/lifetimes.ts';
import { createScreen } from '../consent/support.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { authorizationUrl, get, makePkce, openWaiting, REDIRECT, register, type Tokens } from '../support/oauth-client.ts';
import { allow, asking, effects, freshCode, leaves, openLogin, send, token } from './support.ts';

let gatehouse: TestGatehouse;
let clientId: string;
beforeEach(async () => {
  gatehouse = await startGatehouse();
  clientId = String((await register(gatehouse.url)).client_id);
});
afterEach(async () => {
  expect(gatehouse.faults).toEqual([]);
  await gatehouse.close();
});

type Overrides = Record<string, string | null>;
const urlWith = (overrides: Overrides = {}) => authorizationUrl(gatehouse.url, clientId, makePkce().challenge, overrides);
const ask = (overrides: Overrides = {}) => get(urlWith(overrides));
const named = async (metadata: Record<string, unknown>) => {
  clientId = String((await register(gatehouse.url, metadata)).client_id);
};

/** Our own page, no redirect, and nobody was asked. */
async function pageOf(url: string): Promise<string> {
  const before = await effects(gatehouse);
  const response = await get(url);
  expect([response.status, response.headers.get('location'), response.headers.get('content-type')]).toEqual([400, null, 'text/html; charset=utf-8']);
  expect(await effects(gatehouse)).toEqual(before);
  return response.text();
}

/** Back to the client with exactly this error, the state and `iss`, and nobody was asked. */
async function expectError(url: string, error: string, state: string | null = 'state-1'): Promise<void> {
  const before = await effects(gatehouse);
  const response = await get(url);
  expectRefusal(response, error, state);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await effects(gatehouse)).toEqual(before);
}

function expectRefusal(response: Response, error: string, state: string | null = 'state-1'): void {
  const to = new URL(response.headers.get('location') ?? 'none:');
  const { error_description: description, ...rest } = Object.fromEntries(to.searchParams);
  expect([response.status, `${to.origin}${to.pathname}`]).toEqual([303, REDIRECT]);
  expect(rest).toEqual({ error, ...(state === null ? {} : { state }), iss: gatehouse.url });
  expect(description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
}

describe('in doubt about the client or the address nothing is redirected', () => {
  it.each([
    ['an unknown client_id', { client_id: 'gh_unknown' }],
    ['no client_id', { client_id: null }],
    ['an empty client_id', { client_id: '' }],
    ['a client_id of 10,000 characters', { client_id: 'g'.repeat(10_000) }],
    ['a client_id with markup', { client_id: '<script>alert(1)</script>' }],
  ])('E1 %s is our own page', async (_what, overrides) => {
    expect(await pageOf(urlWith(overrides))).not.toContain('<script>');
  });

  it('E1 a repeated client_id is our own page, even when both are the same', async () => {
    for (const other of [clientId, 'gh_other']) await pageOf(`${urlWith()}&client_id=${other}`);
  });

  it('E1 the page for an unknown client names the remedy per program', async () => {
    const page = await pageOf(urlWith({ client_id: 'gh_gone' }));
    expect(page).toContain('claude mcp logout');
    expect(page).toContain('Remove Dynamic Authentication Providers');
  });

  it.each(['http://127.0.0.1:51004/other', 'https://evil.example/callback', 'javascript:alert(1)', 'callback', '//evil.example/callback'])(
    'E2 the redirect_uri %s, which was not registered, is our own page',
    async (redirect_uri) => void (await pageOf(urlWith({ redirect_uri }))),
  );

  it('E2 a repeated redirect_uri is our own page, even when both are the same', async () => {
    await pageOf(`${urlWith()}&redirect_uri=${encodeURIComponent(REDIRECT)}`);
    await pageOf(`${urlWith()}&redirect_uri=${encodeURIComponent('https://evil.example/')}`);
  });

  it('E2 without redirect_uri: our own page when more than one is registered, accepted when there is one', async () => {
    await named({ redirect_uris: [REDIRECT, 'http://127.0.0.1/other'] });
    await pageOf(urlWith({ redirect_uri: null }));
    await named({ redirect_uris: [REDIRECT] });
    expect((await ask({ redirect_uri: null })).status).toBe(303);
    await named({ redirect_uris: undefined });
    await pageOf(urlWith({ redirect_uri: null }));
  });

  it('E3 (a) a loopback redirect may use any port (RFC 8252 §7.3), and the code goes to that one', async () => {
    await named({ redirect_uris: ['http://127.0.0.1/callback'] });
    const page = await openWaiting(urlWith({ redirect_uri: 'http://127.0.0.1:60000/callback' }));
    await allow(gatehouse, clientId);
    expect((await get(page)).headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:60000\/callback\?code=ghc_/);
  });

  it('E3 (b) localhost is accepted, and the prompt says what is better', async () => {
    await named({ redirect_uris: ['http://localhost:51004/callback'] });
    expect((await ask({ redirect_uri: 'http://localhost:51004/callback' })).status).toBe(303);
    expect(asking(gatehouse)).toMatchObject([{ answerGoesTo: 'localhost:51004' }]);
    expect(asking(gatehouse)[0]?.facts).toContain('The answer goes to the name “localhost”; the address 127.0.0.1 would be safer');
  });

  it.each([
    ['another scheme', 'https://127.0.0.1:51004/callback'],
    ['another spelling of the host', 'http://localhost:51004/callback'],
    ['the other loopback', 'http://[::1]:51004/callback'],
    ['a short form of the address', 'http://127.1:51004/callback'],
    ['upper case', 'HTTP://127.0.0.1:51004/callback'],
    ['a longer path', `${REDIRECT}/`],
    ['another case of the path', 'http://127.0.0.1:51004/Callback'],
    ['dot segments', 'http://127.0.0.1:51004/a/../callback'],
    ['an escaped path', 'http://127.0.0.1:51004/%63allback'],
    ['a query', `${REDIRECT}?x=1`],
    ['a fragment', `${REDIRECT}#x`],
    ['a user', 'http://a@127.0.0.1:51004/callback'],
    ['a user that looks like us', 'http://127.0.0.1:51004@evil.example/callback'],
    ['a backslash', 'http://127.0.0.1:51004\\@evil.example/callback'],
    ['a tab', 'http://127.0.0.1:51004/call\tback'],
    ['no port number', 'http://127.0.0.1:/callback'],
    ['port 0', 'http://127.0.0.1:0/callback'],
    ['port 65536', 'http://127.0.0.1:65536/callback'],
    ['a space around it', ` ${REDIRECT}`],
  ])('E4 a redirect_uri with %s is our own page', async (_what, redirect_uri) => void (await pageOf(urlWith({ redirect_uri }))));

  it('E4 the port is free for loopback only', async () => {
    await gatehouse.close();
    gatehouse = await startGatehouse({}, { remoteRedirects: true });
    await named({ redirect_uris: ['https://app.example.com/callback', 'com.example.app:/callback'] });
    for (const redirect_uri of ['https://app.example.com:444/callback', 'https://app.example.com:443/callback', 'com.example.app:1/callback']) {
      await pageOf(urlWith({ redirect_uri }));
    }
  });
});

describe('errors that travel', () => {
  it.each([
    [null, 'invalid_request'],
    ['', 'invalid_request'],
    ['token', 'unsupported_response_type'],
    ['id_token', 'unsupported_response_type'],
    ['code token', 'unsupported_response_type'],
    ['CODE', 'unsupported_response_type'],
    ['none', 'unsupported_response_type'],
  ])('E5 response_type %j', (response_type, error) => expectError(urlWith({ response_type }), error));

  it.each([null, ''])('E6 code_challenge %j', (code_challenge) => expectError(urlWith({ code_challenge }), 'invalid_request'));

  it.each(['plain', null, '', 's256', 'S512'])('E7 code_challenge_method %j', (code_challenge_method) =>
    expectError(urlWith({ code_challenge_method }), 'invalid_request'),
  );

  it.each([
    ['42 characters', 'a'.repeat(42)],
    ['44 characters', 'a'.repeat(44)],
    ['129 characters', 'a'.repeat(129)],
    ['the padded form', `${'a'.repeat(43)}=`],
    ['the other base64 alphabet', `${'a'.repeat(42)}+`],
    ['a line end', `${'a'.repeat(43)}\n`],
  ])('E8 a code_challenge of %s', (_what, code_challenge) => expectError(urlWith({ code_challenge }), 'invalid_request'));

  it('E8 a challenge that is spent on a code of this client is invalid_request, whatever became of the code', async () => {
    const { challenge, verifier, page } = await openLogin(gatehouse, {}, clientId);
    await allow(gatehouse, clientId);
    const code = (await leaves(page)).searchParams.get('code') ?? '';
    const again = (state: string) => authorizationUrl(gatehouse.url, clientId, challenge, { state });
    await expectError(again('state-1'), 'invalid_request');
    await expectError(again('state-2'), 'invalid_request', 'state-2');
    expect((await token(gatehouse, { grant_type: 'authorization_code', code, client_id: clientId, code_verifier: verifier })).status).toBe(200);
    gatehouse.clock.advance(3_600_000);
    await expectError(again('state-1'), 'invalid_request');
  });

  it('E8 the reload of a request that waits joins it, and another client may use the same challenge', async () => {
    const { challenge, page } = await openLogin(gatehouse, {}, clientId);
    expect(await openWaiting(authorizationUrl(gatehouse.url, clientId, challenge))).toBe(page);
    expect(asking(gatehouse)).toHaveLength(1);
    await allow(gatehouse, clientId);
    await leaves(page);
    await named({});
    expect((await get(authorizationUrl(gatehouse.url, clientId, challenge))).status).toBe(303);
    expect(asking(gatehouse)).toHaveLength(1);
  });

  it.each(['response_type', 'code_challenge', 'code_challenge_method', 'scope', 'prompt', 'response_mode'])('E9 (a) %s twice', async (name) => {
    const url = urlWith({ prompt: 'consent', response_mode: 'query' });
    const value = new URL(url).searchParams.get(name) ?? '';
    await expectError(`${url}&${name}=${encodeURIComponent(value)}`, 'invalid_request');
  });

  it('E9 (a) state twice is invalid_request without a state', () => expectError(`${urlWith()}&state=state-1`, 'invalid_request', null));

  it('E9 (b) a state of 2,048 bytes comes back whole, one of 2,049 is invalid_request without it', async () => {
    const longest = `${'ü'.repeat(1_000)}${'a'.repeat(48)}`;
    const page = await openWaiting(urlWith({ state: longest }));
    await allow(gatehouse, clientId);
    expect((await leaves(page)).searchParams.get('state')).toBe(longest);
    await expectError(urlWith({ state: `${longest}a` }), 'invalid_request', null);
  });

  it('E9 (b) an empty state is an absent one', async () => {
    const page = await openWaiting(urlWith({ state: '' }));
    await allow(gatehouse, clientId);
    expect([...(await leaves(page)).searchParams.keys()]).toEqual(['code', 'iss']);
  });

  it('E10 an unknown parameter is ignored, also when it is repeated', async () => {
    expect((await get(`${urlWith()}&x=1&x=2&__proto__=x&constructor=y&nonce=n&login_hint=me`)).status).toBe(303);
    expect(asking(gatehouse)).toHaveLength(1);
  });

  it.each([
    ['request', 'eyJhbGciOiJub25lIn0.e30.', 'request_not_supported'],
    ['request_uri', 'ADDRESS/request', 'request_uri_not_supported'],
    ['registration', '{"jwks_uri":"ADDRESS/jwks"}', 'registration_not_supported'],
    ['response_mode', 'fragment', 'invalid_request'],
    ['response_mode', 'form_post', 'invalid_request'],
  ])('E10 %s=%s is refused, and nothing is fetched', async (name, value, error) => {
    let connections = 0;
    const server = createServer((_request, response) => void response.end()).on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    await expectError(urlWith({ [name]: value.replace('ADDRESS', address) }), error);
    await hasArrived();
    await new Promise((resolve) => server.close(resolve));
    expect(connections).toBe(0);
  });
});

describe('no open redirector (RFC 9700 §4.11.2)', () => {
  beforeEach(async () => {
    await gatehouse.close();
    gatehouse = await startGatehouse({}, { remoteRedirects: true });
  });

  const ERRORS: readonly [string, Overrides][] = [
    ['no response_type', { response_type: null }],
    ['no challenge', { code_challenge: null }],
    ['prompt=none', { prompt: 'none' }],
    ['a wrong resource', { resource: 'https://evil.example/' }],
    ['a bad scope', { scope: '"' }],
  ];

  it.each(ERRORS)(
    'E11 %s of a client that was never approved, whose address is not loopback: our own page, which names the address',
    async (_what, overrides) => {
      await named({ redirect_uris: ['https://app.example.com/callback'] });
      expect(await pageOf(urlWith({ redirect_uri: 'https://app.example.com/callback', ...overrides }))).toContain('<code>app.example.com</code>');
      await named({ redirect_uris: ['com.example.app:/callback'] });
      expect(await pageOf(urlWith({ redirect_uri: 'com.example.app:/callback', ...overrides }))).toContain('<code>com.example.app:</code>');
    },
  );

  it('E11 once the person has allowed the client, its errors go to it', async () => {
    await named({ redirect_uris: ['https://app.example.com/callback'] });
    const redirect_uri = 'https://app.example.com/callback';
    await openWaiting(urlWith({ redirect_uri }));
    await allow(gatehouse, clientId);
    const { status, headers } = await ask({ redirect_uri, prompt: 'none' });
    expect([status, headers.get('location')?.split('?')[0]]).toEqual([303, redirect_uri]);
  });
});

describe('scope and resource', () => {
  it.each([
    ['unknown, which is dropped,', 'openid email offline_access memory:read', ['memory:read']],
    ['only unknown', 'openid email profile', ['memory:read', 'memory:write']],
    ['empty', '', ['memory:read', 'memory:write']],
    ['absent', null, ['memory:read', 'memory:write']],
  ])('E12 (ruling 14) scope %s asks for what is left, and the token response says it', async (_what, scope, granted) => {
    const { form } = await freshCode(gatehouse, { scopes: ['memory:admin'] }, { scope });
    expect(((await (await token(gatehouse, form)).json()) as Tokens).scope).toBe(granted.join(' '));
  });

  it.each(['"', 'memory:read\\', 'memory:read\x7f', 'memory:réad', 'memory:read\tmemory:write'])('E12 (ruling 14) scope %j has bad characters', (scope) =>
    expectError(urlWith({ scope }), 'invalid_scope'),
  );

  it.each(['URL/mcp', 'URL/mcp/', null, ''])('E13 resource %j is ours: the token is good for it alone', async (resource) => {
    const { form } = await freshCode(gatehouse, {}, { resource: resource?.replace('URL', gatehouse.url) ?? resource });
    const { access_token: accessToken } = (await (await token(gatehouse, form)).json()) as Tokens;
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as { aud: unknown };
    expect(claims.aud).toBe(`${gatehouse.url}/mcp`);
  });

  it.each(['https://evil.example/mcp', 'URL', 'URL/', 'URL/mcp#x', 'URL/mcp?x', 'URL/mcp/x', 'http://127.0.0.1/mcp', 'mcp'])(
    'E13 resource %s is invalid_target',
    (resource) => expectError(urlWith({ resource: resource.replace('URL', gatehouse.url) }), 'invalid_target'),
  );

  it('E13 two resources are invalid_target, even when both are ours', async () => {
    for (const second of [`${gatehouse.url}/mcp`, 'https://evil.example/']) {
      await expectError(`${urlWith()}&resource=${encodeURIComponent(second)}`, 'invalid_target');
    }
  });
});

describe('the waiting page', () => {
  it('E14 a valid request is 303 to a handle of 256 bits, which is nowhere else, and one prompt', async () => {
    await gatehouse.close();
    const screen = createScreen();
    gatehouse = await startGatehouse({ prompt: screen });
    await named({});
    const url = urlWith();
    const pages = await Promise.all([openWaiting(url), openWaiting(url), openWaiting(url)]);
    const [page = ''] = pages;
    expect(new Set(pages).size).toBe(1);
    expect(page).toMatch(new RegExp(`^${gatehouse.url}/oauth/authorize/[\\w-]{43}$`));
    const asked = screen.shown.filter(({ stage }) => stage === 'asking');
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(asked)).not.toContain(page.split('/').at(-1));
    expect(asking(gatehouse)).toHaveLength(1);
  });

  it('E14 it waits 10 minutes at most, however long it may be shown', async () => {
    await gatehouse.close();
    gatehouse = await startGatehouse({}, { lifetimes: { ...POPUP_LIFETIMES, asking: 3_600_000 } });
    await named({});
    const page = await openWaiting(urlWith());
    gatehouse.desk.extend(asking(gatehouse)[0]?.id ?? '');
    gatehouse.clock.advance(599_999);
    await gatehouse.desk.tick();
    expect(asking(gatehouse)).toHaveLength(1);
    gatehouse.clock.advance(1);
    await gatehouse.desk.tick();
    expect(asking(gatehouse)).toEqual([]);
    expect((await get(page)).status).toBe(410);
  });

  it('E15 a guessed handle is 404, on the page, the poll and Cancel alike', async () => {
    const { page } = await openLogin(gatehouse, {}, clientId);
    const before = await effects(gatehouse);
    const close = `${page.slice(0, -1)}${page.endsWith('A') ? 'B' : 'A'}`;
    for (const guess of [close, `${page}x`, page.toLowerCase(), `${gatehouse.url}/oauth/authorize/..%2f..%2f`]) {
      expect((await get(guess)).status).toBe(404);
      expect(await (await get(`${guess}/poll`)).text()).not.toContain('true');
      const cancelled = (await get(`${guess}/cancel`)).headers.get('location') ?? guess;
      expect((await get(cancelled)).status).toBe(404);
    }
    expect(await effects(gatehouse)).toEqual(before);
  });

  it('E15 after the decision was fetched it is 410 for good', async () => {
    const { page } = await openLogin(gatehouse, {}, clientId);
    await allow(gatehouse, clientId);
    await leaves(page);
    for (let tries = 0; tries < 3; tries += 1) expect((await get(page)).status).toBe(410);
  });

  it('E15 of two browsers with the same page one gets the code, the other reads "already answered" without it', async () => {
    const { page } = await openLogin(gatehouse, {}, clientId);
    await allow(gatehouse, clientId);
    const answers = await Promise.all([get(page), get(page), get(page)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410]);
    for (const answer of answers.filter(({ status }) => status === 410)) {
      const text = await answer.text();
      expect(answer.headers.get('location')).toBeNull();
      expect(text).toContain('This request was already answered');
      expect(text).not.toMatch(/ghc_|code=/);
    }
  });

  it.each(['none', 'none login', 'login none'])('E16 prompt=%s is consent_required, also for a connected client', async (prompt) => {
    await expectError(urlWith({ prompt }), 'consent_required');
    await freshCode(gatehouse, {}, {}, clientId);
    await expectError(urlWith({ prompt }), 'consent_required');
  });

  it('E17 a second request of a connected client asks again, marked as connected, and is never silent', async () => {
    const first = await openLogin(gatehouse, {}, clientId);
    expect(asking(gatehouse)).toMatchObject([{ known: false }]);
    await allow(gatehouse, clientId);
    await leaves(first.page);
    const second = await openLogin(gatehouse, { state: 'state-2' }, clientId);
    expect(asking(gatehouse)).toMatchObject([{ known: true, client: { id: clientId } }]);
    expect((await get(second.page)).status).toBe(200);
    await gatehouse.control.disconnect([clientId]);
    expect(asking(gatehouse)).toMatchObject([{ known: false }]);
  });
});

describe('the answer', () => {
  it('E18 Allow is 303 with code, the state byte for byte, and iss; the registered query stays, there is no fragment', async () => {
    await named({ redirect_uris: ['http://127.0.0.1/callback?tenant=a%2Fb&x='] });
    const state = `a b+c/ü%00&=#'"<>${String.fromCodePoint(0x1f511)}`;
    const page = await openWaiting(urlWith({ redirect_uri: 'http://127.0.0.1:51004/callback?tenant=a%2Fb&x=', state }));
    await allow(gatehouse, clientId);
    const answer = await send(gatehouse, `GET ${new URL(page).pathname}`);
    const location = answer.headers.get('location') ?? '';
    expect([answer.status, answer.headers.get('cache-control'), answer.body]).toEqual([303, 'no-store', '']);
    const code = /&code=(ghc_[\w-]{43})&/.exec(location)?.[1];
    expect(location).toBe(
      `http://127.0.0.1:51004/callback?tenant=a%2Fb&x=&code=${code}&state=${encodeURIComponent(state)}&iss=${encodeURIComponent(gatehouse.url)}`,
    );
  });

  it('E19 Deny: access_denied with state and iss', async () => {
    const { page } = await openLogin(gatehouse, {}, clientId);
    await gatehouse.desk.decide(asking(gatehouse)[0]?.id ?? '', { answer: 'deny', notAsked: false }, 'terminal');
    expectRefusal(await get(page), 'access_denied');
    expect((await gatehouse.store.grants.list()).length).toBe(0);
  });

  it('E19 nobody answered in time: access_denied with state and iss', async () => {
    const { page } = await openLogin(gatehouse, {}, clientId);
    gatehouse.clock.advance(119_999);
    await gatehouse.desk.tick();
    expect((await get(page)).status).toBe(200);
    gatehouse.clock.advance(1);
    await gatehouse.desk.tick();
    expectRefusal(await get(page), 'access_denied');
  });

  it('E19 withdrawn by Cancel: access_denied with state and iss, and nobody is asked any more', async () => {
    const { page } = await openLogin(gatehouse, {}, clientId);
    const cancelled = await get(`${page}/cancel`);
    expect([cancelled.status, cancelled.headers.get('location')]).toEqual([303, page]);
    expect(asking(gatehouse)).toEqual([]);
    expectRefusal(await get(page), 'access_denied');
  });

  it('E19 withdrawn because the page fell silent: nothing is sent, a late Allow does nothing, and a page that comes back gets no code', async () => {
    const { page } = await openLogin(gatehouse, {}, clientId);
    const [request] = asking(gatehouse);
    for (let polls = 0; polls < 2; polls += 1) {
      const tab = new AbortController();
      const poll = fetch(`${page}/poll`, { signal: tab.signal }).catch(() => undefined);
      await hasArrived();
      tab.abort();
      await poll;
      await hasArrived();
    }
    gatehouse.clock.advance(15_001);
    await gatehouse.desk.tick();
    expect(asking(gatehouse)).toEqual([]);
    const decision = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' } as const;
    expect(await gatehouse.desk.decide(request?.id ?? '', decision, 'terminal')).toBe('gone');
    expectRefusal(await get(page), 'access_denied');
    expect(await gatehouse.store.grants.list()).toEqual([]);
  });

  it('E19 in a cooldown: temporarily_unavailable with state and iss, and nobody is asked', async () => {
    await gatehouse.close();
    gatehouse = await startGatehouse({}, { promptLimits: LIMITS });
    await named({});
    for (let times = 0; times < LIMITS.turnedDown; times += 1) {
      await openLogin(gatehouse, {}, clientId);
      await gatehouse.desk.decide(asking(gatehouse)[0]?.id ?? '', { answer: 'deny', notAsked: false }, 'terminal');
    }
    await expectError(urlWith(), 'temporarily_unavailable');
    gatehouse.clock.advance(LIMITS.cooldown);
    expect((await ask()).status).toBe(303);
  });

  it('E19 opened by a website that the person blocked: access_denied with state and iss, for any client, and nobody is asked', async () => {
    const fromWebsite = { 'sec-fetch-site': 'cross-site', referer: 'https://evil.example/' };
    expect((await get(urlWith(), fromWebsite)).status).toBe(303);
    await gatehouse.desk.decide(asking(gatehouse)[0]?.id ?? '', { answer: 'deny', notAsked: true }, 'terminal');
    await named({});
    expectRefusal(await get(urlWith(), fromWebsite), 'access_denied');
    expect(asking(gatehouse)).toEqual([]);
  });

  it('E20 what the person unticked is not in the grant, the token or the answer', async () => {
    const { form } = await freshCode(gatehouse, { scopes: ['memory:read'] }, { scope: 'memory:read memory:write memory:admin' });
    expect(await (await token(gatehouse, form)).json()).toMatchObject({ scope: 'memory:read' });
    expect(await gatehouse.store.grants.list()).toMatchObject([{ scopes: ['memory:read'] }]);
  });

  it('E20 what was not asked for cannot be ticked', async () => {
    const { form } = await freshCode(gatehouse, { scopes: ['memory:admin'] }, { scope: 'memory:read' });
    expect(await (await token(gatehouse, form)).json()).toMatchObject({ scope: 'memory:read' });
  });
});
