import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { hasArrived } from '../support/has-arrived.ts';
import { authorizationUrl, get, makePkce, openWaiting, postForm, REDIRECT, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let clientId: string;
beforeEach(async () => {
  gatehouse = await startGatehouse();
  clientId = String((await register(gatehouse.url)).client_id);
});
afterEach(() => gatehouse.close());

const ask = (overrides: Record<string, string | null> = {}) => get(authorizationUrl(gatehouse.url, clientId, makePkce().challenge, overrides));
const allow = async (scopes: readonly ('memory:read' | 'memory:write' | 'memory:admin')[] = ['memory:read', 'memory:write']) =>
  gatehouse.desk.decide(gatehouse.desk.list()[0]?.id ?? '', { answer: 'allow', scopes, for: '30d', compartment: 'default' }, 'terminal');

function errorOf(response: Response) {
  const to = new URL(response.headers.get('location') ?? '');
  expect(`${to.origin}${to.pathname}`).toBe(REDIRECT);
  expect(to.searchParams.get('state')).toBe('state-1');
  expect(to.searchParams.get('iss')).toBe(gatehouse.url);
  return to.searchParams.get('error');
}

describe('RFC 6749 §4.1.2.1: in doubt about the client or the address nothing is redirected', () => {
  it.each([
    ['an unknown client', { client_id: 'gh_unknown' }],
    ['no client', { client_id: null }],
    ['another address', { redirect_uri: 'http://127.0.0.1:51004/other' }],
    ['another spelling of the host', { redirect_uri: 'http://localhost:51004/callback' }],
    ['a longer path', { redirect_uri: 'http://127.0.0.1:51004/callback/' }],
    ['dot segments', { redirect_uri: 'http://127.0.0.1:51004/a/../callback' }],
    ['a user in the address', { redirect_uri: 'http://127.0.0.1:51004@evil.example/callback' }],
  ])('%s ends on our own page', async (_name, overrides) => {
    const response = await ask(overrides as Record<string, string | null>);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(gatehouse.desk.list().filter(({ stage }) => stage === 'asking')).toEqual([]);
  });

  it('the page for an unknown client names the remedy per program', async () => {
    const page = await (await ask({ client_id: 'gh_gone' })).text();
    expect(page).toContain('claude mcp logout');
    expect(page).toContain('Remove Dynamic Authentication Providers');
  });
});

describe('RFC 8252 §7.3: a loopback redirect may use any port', () => {
  it('accepts another port and sends the code there', async () => {
    const other = 'http://127.0.0.1:60000/callback';
    const page = (await ask({ redirect_uri: other })).headers.get('location') ?? '';
    await allow();
    expect((await get(page)).headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:60000\/callback\?code=/);
  });
});

describe('errors that travel', () => {
  it.each([
    ['no response_type', { response_type: null }, 'invalid_request'],
    ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    ['no challenge (RFC 7636)', { code_challenge: null }, 'invalid_request'],
    ['the plain method', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no method, which means plain', { code_challenge_method: null }, 'invalid_request'],
    ['a challenge of 42 characters', { code_challenge: 'a'.repeat(42) }, 'invalid_request'],
    ['a bad alphabet', { code_challenge: `${'a'.repeat(42)}*` }, 'invalid_request'],
    ['another resource (RFC 8707)', { resource: 'https://other.example/mcp' }, 'invalid_target'],
    ['a request object', { request: 'ey' }, 'request_not_supported'],
    ['a request by reference', { request_uri: 'http://127.0.0.1:1/' }, 'request_uri_not_supported'],
    ['the fragment mode', { response_mode: 'fragment' }, 'invalid_request'],
    ['prompt=none', { prompt: 'none' }, 'consent_required'],
  ])('%s', async (_name, overrides, error) => {
    expect(errorOf(await ask(overrides as Record<string, string | null>))).toBe(error);
  });

  it('a repeated parameter', async () => {
    const response = await get(`${authorizationUrl(gatehouse.url, clientId, makePkce().challenge)}&scope=memory%3Aadmin`);
    expect(errorOf(response)).toBe('invalid_request');
  });
});

describe('scopes (ruling 14)', () => {
  it.each([
    ['nothing', null, ['memory:read', 'memory:write']],
    ['only what is unknown', 'openid email profile offline_access', ['memory:read', 'memory:write']],
    ['aliases', 'read mcp:write', ['memory:read', 'memory:write']],
    ['read alone', 'memory:read', ['memory:read']],
    ['admin, which includes the others', 'memory:admin', ['memory:read', 'memory:write', 'memory:admin']],
  ])('%s asks for what it means', async (_name, scope, asked) => {
    await ask({ scope });
    const [request] = gatehouse.desk.list();
    expect(request?.permissions.map((line) => line.scope)).toEqual(asked);
    expect(request?.permissions.find((line) => line.scope === 'memory:admin')?.ticked ?? false).toBe(false);
  });
});

describe('ruling 33: the waiting page', () => {
  it('is a page without cookie and with a code, leads back once, then is gone', async () => {
    const page = await openWaiting(authorizationUrl(gatehouse.url, clientId, makePkce().challenge));
    const waiting = await get(page);
    expect(waiting.status).toBe(200);
    const text = await waiting.text();
    expect(text).toContain(gatehouse.desk.list()[0]?.code ?? 'no code');
    expect(text).toContain('<noscript><meta http-equiv="refresh"');
    expect(await allow()).toBe('decided');
    const back = await get(page);
    expect(back.status).toBe(303);
    const location = new URL(back.headers.get('location') ?? '');
    expect(location.searchParams.get('state')).toBe('state-1');
    expect(location.searchParams.get('iss')).toBe(gatehouse.url);
    expect(location.searchParams.get('code')).toMatch(/^ghc_[\w-]{43}$/);
    expect((await get(page)).status).toBe(410);
  });

  it('a guessed handle is 404', async () => {
    expect((await get(`${gatehouse.url}/oauth/authorize/${'A'.repeat(43)}`)).status).toBe(404);
  });

  it('its poll answers as soon as the person has', async () => {
    const page = await openWaiting(authorizationUrl(gatehouse.url, clientId, makePkce().challenge));
    const poll = get(`${page}/poll`);
    await hasArrived();
    await allow();
    expect(await (await poll).json()).toEqual({ waiting: false });
  });

  it('a denial goes back as access_denied with state and iss', async () => {
    const page = await openWaiting(authorizationUrl(gatehouse.url, clientId, makePkce().challenge));
    await gatehouse.desk.decide(gatehouse.desk.list()[0]?.id ?? '', { answer: 'deny', notAsked: false }, 'terminal');
    expect(errorOf(await get(page))).toBe('access_denied');
  });

  it('Cancel withdraws the request', async () => {
    const page = await openWaiting(authorizationUrl(gatehouse.url, clientId, makePkce().challenge));
    const cancelled = await get(`${page}/cancel`);
    expect(errorOf(await get(cancelled.headers.get('location') ?? ''))).toBe('access_denied');
    expect(gatehouse.desk.list()).toEqual([]);
  });

  it.each(['%0D%0ASet-Cookie%3A%20a%3Db', '%E2%82%AC', '..%2F..%2Fregister', '%5C%5Cevil.example'])(
    'a cancel of %s leads to a page that knows nothing',
    async (handle) => {
      const { status, headers } = await get(`${gatehouse.url}/oauth/authorize/${handle}/cancel`);
      expect([status, headers.get('location'), headers.get('set-cookie')]).toEqual([303, `${gatehouse.url}/oauth/authorize/${handle}`, null]);
      expect((await get(headers.get('location') ?? '')).status).toBe(404);
      expect(gatehouse.faults).toEqual([]);
    },
  );
});

describe('ruling 4: registration and authorization are one request to the person', () => {
  it('is announced without an Allow, then joined under the same id', async () => {
    const [announced] = gatehouse.desk.list();
    expect(announced).toMatchObject({ stage: 'announced', client: { id: clientId }, permissions: [] });
    expect(await allow()).toBe('announced');
    await ask();
    expect(gatehouse.desk.list()).toMatchObject([{ id: announced?.id, stage: 'asking', answerGoesTo: '127.0.0.1:51004' }]);
  });

  it('an identical repeat joins, any difference waits as its own', async () => {
    const { challenge } = makePkce();
    const first = await openWaiting(authorizationUrl(gatehouse.url, clientId, challenge));
    expect(await openWaiting(authorizationUrl(gatehouse.url, clientId, challenge))).toBe(first);
    expect(await openWaiting(authorizationUrl(gatehouse.url, clientId, challenge, { state: 'state-2' }))).not.toBe(first);
    expect(gatehouse.desk.list()).toHaveLength(2);
  });

  it('asks again for a connected loopback client (RFC 8252 §8.6)', async () => {
    await ask();
    await allow();
    await ask();
    expect(gatehouse.desk.list()).toMatchObject([{ stage: 'asking', known: true }]);
  });
});

describe('time', () => {
  it('an unanswered request ends as access_denied', async () => {
    const page = await openWaiting(authorizationUrl(gatehouse.url, clientId, makePkce().challenge));
    gatehouse.clock.advance(121_000);
    await gatehouse.desk.tick();
    expect(errorOf(await get(page))).toBe('access_denied');
  });

  it('a pending client obtains nothing, and is told invalid_grant, never invalid_client (ruling 7)', async () => {
    const response = await postForm(`${gatehouse.url}/oauth/token`, {
      grant_type: 'authorization_code',
      code: 'x',
      client_id: clientId,
      code_verifier: 'a'.repeat(43),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'invalid_grant', error_description: 'the person has not allowed this client yet' });
  });
});
