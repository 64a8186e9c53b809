/** A: what a web page in the person's browser, or another machine, can reach of the port. */
import { createHash } from 'node:crypto';
import { connect as open } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, callTool, connect, get, makePkce, rawRequest, register } from '../support/oauth-client.ts';
import { type Answer, allow, asking, corsOf, effects, leaves, openLogin, portOf, readAnswer, send } from './support.ts';

let gatehouse: TestGatehouse;
let port: number;
beforeEach(async () => {
  gatehouse = await startGatehouse();
  port = portOf(gatehouse);
});
afterEach(async () => {
  expect(gatehouse.faults).toEqual([]);
  await gatehouse.close();
});

const METADATA = '/.well-known/oauth-authorization-server';
const REGISTRATION = '{"client_name":"From a page","redirect_uris":["http://127.0.0.1:51004/callback"]}';
const JSON_TYPE = 'Content-Type: application/json';
const AUTHORIZE = ['/oauth/authorize', '/authorize'];
const POSTED = ['/oauth/token', '/token', '/oauth/register', '/register', '/oauth/revoke', '/revoke', '/mcp'];

/** An authorization request that would be shown to the person. */
async function goodRequest(path = '/oauth/authorize'): Promise<string> {
  const { client_id } = await register(gatehouse.url);
  return authorizationUrl(gatehouse.url, String(client_id), makePkce().challenge).replace(`${gatehouse.url}/oauth/authorize`, path);
}

const notServed = () => `This address is not served here. Use http://127.0.0.1:${port}/ instead.\n`;

describe('who can connect', () => {
  /** @returns `connected`, or why not */
  const tryAddress = (host: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = open({ host, port, timeout: 2_000 });
      const end = (word: string) => {
        socket.destroy();
        resolve(word);
      };
      socket.once('connect', () => end('connected'));
      socket.once('timeout', () => end('no answer'));
      socket.once('error', (error) => end('code' in error ? String(error.code) : error.message));
    });

  it('A1 (ruling 2) only 127.0.0.1 and ::1 are bound: no other address of this computer connects', async () => {
    const own = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
    const others = own.filter(({ internal }) => !internal).map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address));
    for (const address of ['127.0.0.2', ...others]) expect([address, await tryAddress(address)]).not.toEqual([address, 'connected']);
    expect(await tryAddress('127.0.0.1')).toBe('connected');
    if (own.some(({ address }) => address === '::1')) expect(await tryAddress('::1')).toBe('connected');
  });
});

describe('DNS rebinding: the Host header', () => {
  it('A2 a name of an attacker is 403 on every route and method, without detail, CORS or effect', async () => {
    const before = await effects(gatehouse);
    for (const { paths, methods } of gatehouse.routes) {
      for (const path of paths.map((each) => each.replace(/:\w+/, 'x'))) {
        for (const method of [...methods, 'OPTIONS']) {
          const answer = await send(gatehouse, `${method} ${path}`, [`Host: evil.example:${port}`, JSON_TYPE], method === 'GET' ? '' : REGISTRATION);
          expect([path, method, answer.status, answer.body, corsOf(answer)]).toEqual([path, method, 403, notServed(), []]);
        }
      }
    }
    expect(await effects(gatehouse)).toEqual(before);
  });

  it.each([
    ['another port', 'Host: 127.0.0.1:1'],
    ['no port', 'Host: 127.0.0.1'],
    ['a short form of the address', 'Host: 127.1:PORT'],
    ['the address as one number', 'Host: 2130706433:PORT'],
    ['a trailing dot', 'Host: localhost.:PORT'],
    ['a name that ends in ours', 'Host: evil.localhost:PORT'],
    ['a user before our name', 'Host: evil@127.0.0.1:PORT'],
    ['upper case', 'Host: LOCALHOST:PORT'],
    ['nothing', 'Host:'],
  ])('A3 (ruling 2) a Host with %s is 403 and names the right address', async (_what, host) => {
    const answer = await send(gatehouse, `GET ${METADATA}`, [host.replace('PORT', String(port))]);
    expect([answer.status, answer.body, answer.headers.get('location')]).toEqual([403, notServed(), null]);
  });

  it.each([
    ['ours first', ['127.0.0.1:PORT', 'evil.example:PORT']],
    ['ours last', ['evil.example:PORT', '127.0.0.1:PORT']],
    ['ours twice', ['127.0.0.1:PORT', '127.0.0.1:PORT']],
  ])('A3 (ruling 2) two Host headers, %s, are refused', async (_what, hosts) => {
    const answer = await send(
      gatehouse,
      `GET ${METADATA}`,
      hosts.map((host) => `Host: ${host.replace('PORT', String(port))}`),
    );
    expect([400, 403]).toContain(answer.status);
    expect(answer.body).not.toContain('issuer');
  });

  it.each(['1.1', '1.0'])('A3 (ruling 2) HTTP/%s without a Host is refused', async (version) => {
    const answer = readAnswer(await rawRequest(port, `GET ${METADATA} HTTP/${version}\r\nConnection: close\r\n\r\n`));
    expect([400, 403]).toContain(answer.status);
    expect(answer.body).not.toContain('issuer');
  });

  it.each(['127.0.0.1', 'localhost', '[::1]'])('A3 (ruling 2) %s with the exact port is served in that spelling, and never redirected', async (name) => {
    const { status, body } = await send(gatehouse, 'GET /.well-known/oauth-protected-resource/mcp', [`Host: ${name}:${port}`]);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      resource: `http://${name}:${port}/mcp`,
      authorization_servers: [`http://${name === '[::1]' ? 'localhost' : name}:${port}`],
    });
  });
});

describe('the Origin header', () => {
  it.each(POSTED)('A4 POST %s with a foreign Origin is 403 before the body is read, without CORS', async (path) => {
    const before = await effects(gatehouse);
    // The body that is promised here is never sent: whoever waited for it would not answer.
    const answer = await send(gatehouse, `POST ${path}`, ['Origin: https://evil.example', JSON_TYPE, 'Content-Length: 60000']);
    expect([answer.status, JSON.parse(answer.body), corsOf(answer)]).toEqual([
      403,
      { error: 'invalid_request', error_description: 'web pages may not call this address' },
      [],
    ]);
    expect(await effects(gatehouse)).toEqual(before);
  });

  it.each(['null', 'http://localhost:3000', 'https://127.0.0.1:PORT', 'http://127.0.0.1:PORT.evil.example', 'http://localhost:PORT', ''])(
    'A5 the Origin %j is refused on every public and protected route',
    async (origin) => {
      for (const path of [...POSTED, '/oauth/authorize/x/poll', METADATA]) {
        const answer = await send(gatehouse, `${POSTED.includes(path) ? 'POST' : 'GET'} ${path}`, [`Origin: ${origin.replace('PORT', String(port))}`]);
        expect([path, answer.status, corsOf(answer)]).toEqual([path, 403, []]);
      }
    },
  );

  it('A5 (ruling 20) our own origin is for our own page: it may poll, and not register, redeem, revoke or read documents', async () => {
    const own = `Origin: ${gatehouse.url}`;
    for (const path of POSTED.filter((each) => each !== '/mcp'))
      expect((await send(gatehouse, `POST ${path}`, [own, JSON_TYPE], REGISTRATION)).status).toBe(403);
    expect((await send(gatehouse, `GET ${METADATA}`, [own])).status).toBe(403);
    expect((await send(gatehouse, 'GET /oauth/authorize/x/poll', [own])).body).toBe('{"waiting":false}');
    expect((await send(gatehouse, 'GET /oauth/authorize/x/poll', [own, 'Origin: https://evil.example'])).status).toBe(403);
    // To the MCP endpoint it opens nothing by itself: the token decides.
    expect((await send(gatehouse, 'POST /mcp', [own])).status).toBe(401);
  });

  it('A6 a program sends no Origin and is served', async () => {
    expect((await send(gatehouse, `GET ${METADATA}`)).status).toBe(200);
    expect((await send(gatehouse, 'POST /register', [JSON_TYPE], REGISTRATION)).status).toBe(201);
    expect((await send(gatehouse, 'POST /token', ['Content-Type: application/x-www-form-urlencoded'], 'client_id=gh_x')).status).toBe(401);
    expect((await send(gatehouse, 'POST /mcp')).status).toBe(401);
  });

  it.each(AUTHORIZE)('A7 (a) OPTIONS %s is 405 without a CORS header', async (path) => {
    const answer = await send(gatehouse, `OPTIONS ${path}`, ['Access-Control-Request-Method: GET']);
    expect([answer.status, answer.headers.get('allow'), corsOf(answer)]).toEqual([405, 'GET', []]);
  });

  it.each(['/oauth/token', '/mcp', '/oauth/register', METADATA, '/oauth/authorize'])('A7 (b) a preflight to %s gets no CORS header', async (path) => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:6274']) {
      const asked = ['Access-Control-Request-Method: POST', 'Access-Control-Request-Headers: authorization, content-type'];
      const answer = await send(gatehouse, `OPTIONS ${path}`, [`Origin: ${origin}`, ...asked]);
      expect([answer.status, corsOf(answer)]).toEqual([403, []]);
    }
  });
});

describe('a website that the person listed in the settings (ruling 20)', () => {
  const LISTED = 'https://app.example.com';
  const OPEN = ['/oauth/token', '/oauth/register', '/oauth/revoke', '/mcp', METADATA];
  const CLOSED = ['/oauth/authorize', '/authorize', '/oauth/authorize/x', '/oauth/authorize/x/poll', '/api/memories', '/oauth/register/gh_x', '/nothing'];
  beforeEach(async () => {
    await gatehouse.close();
    gatehouse = await startGatehouse({}, { allowedOrigins: [LISTED, 'http://localhost:6274'] });
    port = portOf(gatehouse);
  });

  it.each(OPEN)('A7 (b) its preflight to %s names that one origin and no credentials', async (path) => {
    const answer = await send(gatehouse, `OPTIONS ${path}`, [`Origin: ${LISTED}`, 'Access-Control-Request-Method: POST']);
    expect([answer.status, answer.body, answer.headers.get('vary')]).toEqual([204, '', 'Origin']);
    expect(Object.fromEntries(corsOf(answer).map((name) => [name, answer.headers.get(name)]))).toEqual({
      'access-control-allow-origin': LISTED,
      'access-control-allow-methods': gatehouse.routes.find(({ paths }) => paths.includes(path))?.methods.join(', '),
      'access-control-allow-headers': 'Authorization, Content-Type, Last-Event-ID, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id',
      'access-control-expose-headers': 'WWW-Authenticate, Retry-After',
      'access-control-max-age': '600',
    });
  });

  it('A7 (b) it may register, and read the challenge and the answer of a call', async () => {
    const origin = `Origin: ${LISTED}`;
    const readable = (answer: Answer) => [
      answer.status,
      answer.headers.get('access-control-allow-origin'),
      answer.headers.get('access-control-allow-credentials'),
    ];
    expect(readable(await send(gatehouse, `GET ${METADATA}`, [origin]))).toEqual([200, LISTED, null]);
    expect(readable(await send(gatehouse, 'POST /oauth/register', [origin, JSON_TYPE], REGISTRATION))).toEqual([201, LISTED, null]);
    const refused = await send(gatehouse, 'POST /mcp', [origin]);
    expect([...readable(refused), refused.headers.get('access-control-expose-headers')]).toEqual([401, LISTED, null, 'WWW-Authenticate, Retry-After']);
    const { tokens } = await connect(gatehouse);
    const call = '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"memory_status","arguments":{}}}';
    const served = await fetch(`${gatehouse.url}/mcp`, {
      method: 'POST',
      headers: {
        origin: LISTED,
        authorization: `Bearer ${tokens.access_token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: call,
    });
    expect([served.status, served.headers.get('access-control-allow-origin'), await served.text()]).toEqual([200, LISTED, expect.stringContaining('memories')]);
  });

  it.each(CLOSED)('A7 (a) it gets nothing at %s (OAuth 2.1 §3.1)', async (path) => {
    const before = await effects(gatehouse);
    for (const method of ['GET', 'OPTIONS', 'POST']) {
      const answer = await send(gatehouse, `${method} ${path}`, [`Origin: ${LISTED}`, 'Access-Control-Request-Method: GET']);
      expect([method, answer.status, corsOf(answer)]).toEqual([method, 403, []]);
    }
    expect(await effects(gatehouse)).toEqual(before);
  });

  it.each([
    'http://app.example.com',
    'https://app.example.com:444',
    'https://app.example.com.evil.example',
    'https://APP.example.com',
    'https://x.app.example.com',
    'null',
    '*',
    '',
  ])('A7 (b) the origin %j is not it', async (origin) => {
    for (const path of OPEN) {
      for (const method of ['OPTIONS', path === METADATA ? 'GET' : 'POST']) {
        const answer = await send(gatehouse, `${method} ${path}`, [`Origin: ${origin}`]);
        expect([path, answer.status, corsOf(answer)]).toEqual([path, 403, []]);
      }
    }
  });

  it('A7 (b) two Origin headers are not one of them', async () => {
    for (const pair of [
      [LISTED, 'https://evil.example'],
      ['https://evil.example', LISTED],
    ]) {
      const answer = await send(
        gatehouse,
        `GET ${METADATA}`,
        pair.map((origin) => `Origin: ${origin}`),
      );
      expect([answer.status, corsOf(answer)]).toEqual([403, []]);
    }
  });
});

describe('what a page can make a browser do', () => {
  it.each(['iframe', 'frame', 'image', 'empty', 'object', 'embed', 'script', 'style', 'serviceworker', 'webidentity'])(
    'A8 (ruling 3) an authorization request for Sec-Fetch-Dest %s is 403 and asks nobody',
    async (destination) => {
      const url = await goodRequest();
      const before = await effects(gatehouse);
      expect((await send(gatehouse, `GET ${url}`, [`Sec-Fetch-Dest: ${destination}`, 'Sec-Fetch-Mode: navigate'])).status).toBe(403);
      expect(await effects(gatehouse)).toEqual(before);
    },
  );

  it.each(['cors', 'no-cors', 'same-origin'])('A8 (ruling 3) Sec-Fetch-Mode %s alone decides nothing: programs send it too', async (mode) => {
    expect((await send(gatehouse, `GET ${await goodRequest()}`, [`Sec-Fetch-Mode: ${mode}`])).status).toBe(303);
    expect(asking(gatehouse)).toHaveLength(1);
  });

  it('A8 (ruling 3) the waiting page and its Cancel are pages too: neither opens in a frame or as an image', async () => {
    const { page } = await openLogin(gatehouse);
    const path = new URL(page).pathname;
    for (const each of [path, `${path}/cancel`]) expect((await send(gatehouse, `GET ${each}`, ['Sec-Fetch-Dest: image'])).status).toBe(403);
    expect(asking(gatehouse)).toHaveLength(1);
  });

  it.each(AUTHORIZE)('A9 HEAD %s is 405 and asks nobody', async (path) => {
    const url = await goodRequest(path);
    const before = await effects(gatehouse);
    const answer = await send(gatehouse, `HEAD ${url}`);
    expect([answer.status, answer.headers.get('allow'), answer.headers.get('location')]).toEqual([405, 'GET', null]);
    expect(await effects(gatehouse)).toEqual(before);
  });

  it.each(['Sec-Purpose: prefetch', 'Sec-Purpose: prefetch;prerender', 'Sec-Purpose: prefetch;anonymous-client-ip', 'Purpose: prefetch'])(
    'A10 an authorization request with %s is 403 and asks nobody',
    async (header) => {
      const url = await goodRequest();
      const before = await effects(gatehouse);
      expect((await send(gatehouse, `GET ${url}`, ['Sec-Fetch-Dest: document', 'Sec-Fetch-Mode: navigate', header])).status).toBe(403);
      expect(await effects(gatehouse)).toEqual(before);
    },
  );
});

describe('every page', () => {
  const sha256 = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

  /** The header that the page must have, computed from the page itself. */
  function policyOf(body: string): string {
    const script = /<script>([\s\S]*?)<\/script>/.exec(body)?.[1];
    const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? '';
    const scripts = script === undefined ? "'none'" : `'${sha256(script)}'`;
    return `default-src 'none'; script-src ${scripts}; style-src '${sha256(style)}'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
  }

  async function answered(): Promise<string> {
    const { page, clientId } = await openLogin(gatehouse);
    await allow(gatehouse, clientId);
    await leaves(page);
    return page;
  }

  it.each<[string, number, () => Promise<string> | string]>([
    ['the waiting page', 200, async () => (await openLogin(gatehouse)).page],
    ['an answered request', 410, answered],
    ['an unknown request', 404, () => `/oauth/authorize/${'A'.repeat(43)}`],
    ['an unknown client', 400, () => '/oauth/authorize?client_id=gh_nobody'],
    ['a request without a client', 400, () => '/oauth/authorize'],
    ['a document that cannot be had', 400, () => '/oauth/authorize?client_id=https%3A%2F%2Fclient.example%2Fc.json'],
  ])('A11 %s carries the whole set of headers and runs only its own script', async (_what, status, address) => {
    const { pathname, search } = new URL(await address(), gatehouse.url);
    const answer = await send(gatehouse, `GET ${pathname}${search}`);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policyOf(answer.body),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(answer.body).not.toMatch(/ on\w+=|javascript:|<form/i);
  });
});

describe('cookies', () => {
  it('A12 a cookie changes nothing, and none is ever set', async () => {
    const cookie = 'Cookie: session=1; __Host-gatehouse=admin; access_token=x';
    const form = 'Content-Type: application/x-www-form-urlencoded';
    const requests: readonly [string, readonly string[], string][] = [
      [`GET ${METADATA}`, [], ''],
      ['GET /oauth/authorize?client_id=gh_nobody', [], ''],
      ['POST /oauth/token', [form], 'grant_type=authorization_code&client_id=gh_nobody'],
      ['POST /oauth/revoke', [form], 'token=x'],
      ['POST /mcp', [JSON_TYPE], '{}'],
      ['GET /nothing', [], ''],
    ];
    for (const [line, headers, body] of requests) {
      const plain = await send(gatehouse, line, headers, body);
      const tossed = await send(gatehouse, line, [...headers, cookie], body);
      expect([line, tossed.status, tossed.body]).toEqual([line, plain.status, plain.body]);
      expect([...plain.headers.getSetCookie(), ...tossed.headers.getSetCookie()]).toEqual([]);
    }
  });

  it('A12 no cookie is set on the way through a whole login', async () => {
    const { page, clientId } = await openLogin(gatehouse);
    const waiting = await get(page, { cookie: 'session=1' });
    await allow(gatehouse, clientId);
    const back = await get(page, { cookie: 'session=1' });
    const { tokens } = await connect(gatehouse);
    const called = await callTool(gatehouse, tokens.access_token, 'memory_status');
    expect([waiting.status, back.status, called.status]).toEqual([200, 303, 200]);
    for (const { headers } of [waiting, back, called]) expect(headers.getSetCookie()).toEqual([]);
  });
});

describe('paths and methods', () => {
  it.each(['/authorize/', '/Authorize', '/AUTHORIZE', '//authorize', '/authorize%2f', '/authorize%2F', '/oauth/authorize/', '/./authorize', '/authorize;x=1'])(
    'A13 (a) %s is no alias of the authorization endpoint',
    async (path) => {
      const query = (await goodRequest()).split('?')[1];
      const before = await effects(gatehouse);
      expect((await send(gatehouse, `GET ${path}?${query}`)).status).toBe(404);
      expect(await effects(gatehouse)).toEqual(before);
    },
  );

  it.each(['http://127.0.0.1:PORT', 'http://evil.example', 'https://127.0.0.1:PORT'])('A13 (a) the absolute form %s is 404', async (origin) => {
    const url = await goodRequest();
    const before = await effects(gatehouse);
    expect((await send(gatehouse, `GET ${origin.replace('PORT', String(port))}${url}`)).status).toBe(404);
    expect(await effects(gatehouse)).toEqual(before);
  });

  it('A13 (b) an unknown path is 404 and echoes nothing of the address', async () => {
    const answer = await send(gatehouse, 'GET /evil-path/<script>?x=secret');
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      404,
      { error: 'not_found', error_description: `there is nothing at this address; programs connect to ${gatehouse.url}/mcp` },
    ]);
  });

  it('A13 (b) a wrong method on a public route is 405 and names the right ones', async () => {
    const open = gatehouse.routes.filter(({ policy }) => policy === 'public');
    for (const { paths, methods } of open) {
      for (const path of paths.map((each) => each.replace(/:\w+/, 'x'))) {
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((each) => !(methods as readonly string[]).includes(each))) {
          const answer = await send(gatehouse, `${method} ${path}`);
          expect([path, method, answer.status, answer.headers.get('allow')]).toEqual([path, method, 405, methods.join(', ')]);
          expect(answer.body).not.toContain(path);
        }
      }
    }
  });

  it.each(AUTHORIZE)('A13 (c) POST %s is 405 and asks nobody', async (path) => {
    const [target, query = ''] = (await goodRequest(path)).split('?');
    const before = await effects(gatehouse);
    const answer = await send(gatehouse, `POST ${target}`, ['Content-Type: application/x-www-form-urlencoded'], query);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
    expect(await effects(gatehouse)).toEqual(before);
  });
});
