import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, get, makePkce, postJson, rawRequest, register } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
let port: number;
beforeAll(async () => {
  gatehouse = await startGatehouse();
  port = Number(new URL(gatehouse.url).port);
});
afterAll(() => gatehouse.close());

const send = (host: string, path = '/.well-known/oauth-authorization-server', more = '') =>
  rawRequest(port, `GET ${path} HTTP/1.1\r\n${host}${more}Connection: close\r\n\r\n`);

describe('A2 A3 DNS rebinding: the Host header', () => {
  it.each([
    ['another name', `Host: evil.example:PORT\r\n`],
    ['no port', 'Host: 127.0.0.1\r\n'],
    ['another port', 'Host: 127.0.0.1:1\r\n'],
    ['a short form of the address', 'Host: 127.1:PORT\r\n'],
    ['a name that ends in ours', 'Host: evil.localhost:PORT\r\n'],
    ['two of them', 'Host: 127.0.0.1:PORT\r\nHost: evil.example:PORT\r\n'],
  ])('refuses %s with 403 and no detail', async (_name, host) => {
    const answer = await send(host.replaceAll('PORT', String(port)));
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).not.toMatch(/access-control|evil/i);
  });

  it('refuses a request without one', async () => {
    expect(await send('')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it.each(['127.0.0.1', 'localhost', '[::1]'])('answers under %s in that spelling', async (name) => {
    const answer = await send(`Host: ${name}:${port}\r\n`, '/.well-known/oauth-protected-resource/mcp');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      resource: `http://${name}:${port}/mcp`,
      authorization_servers: [`http://${name === '[::1]' ? 'localhost' : name}:${port}`],
    });
  });

  it('lets no forwarded header shape a document', async () => {
    const plain = await send(`Host: localhost:${port}\r\n`);
    const forwarded = await send(`Host: localhost:${port}\r\n`, undefined, 'X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example;proto=https\r\n');
    expect(forwarded.split('\r\n\r\n')[1]).toBe(plain.split('\r\n\r\n')[1]);
  });
});

describe('A4 A5 A6 the Origin header', () => {
  it.each(['https://evil.example', 'null', 'http://localhost:3000'])('%s is refused everywhere, before the body, without CORS', async (origin) => {
    for (const path of ['/oauth/register', '/oauth/token', '/oauth/revoke', '/mcp']) {
      const response = await postJson(`${gatehouse.url}${path}`, {}, { origin });
      expect(response.status).toBe(403);
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect(gatehouse.desk.list()).toEqual([]);
  });

  it('our own origin may not register or redeem, our pages never do', async () => {
    expect((await postJson(`${gatehouse.url}/oauth/register`, {}, { origin: gatehouse.url })).status).toBe(403);
    expect((await postJson(`${gatehouse.url}/oauth/token`, {}, { origin: gatehouse.url })).status).toBe(403);
  });

  it('a program sends none and is served', async () => {
    expect((await postJson(`${gatehouse.url}/oauth/register`, { client_name: 'x' })).status).toBe(201);
  });
});

describe('A7 A8 A9 A10 A13 methods and navigation', () => {
  it.each([
    ['an iframe', { 'sec-fetch-dest': 'iframe' }],
    ['an image', { 'sec-fetch-dest': 'image' }],
    ['a script', { 'sec-fetch-dest': 'empty' }],
    ['a prefetch', { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender' }],
  ])('an authorization request from %s is refused and asks nobody', async (_name, headers) => {
    const { client_id } = await register(gatehouse.url);
    const response = await get(authorizationUrl(gatehouse.url, String(client_id), makePkce().challenge), headers as Record<string, string>);
    expect(response.status).toBe(403);
    expect(gatehouse.desk.list().filter(({ stage }) => stage === 'asking')).toEqual([]);
  });

  it.each(['HEAD', 'OPTIONS', 'POST', 'PUT'])('%s on the authorization endpoint is 405 and names GET', async (method) => {
    const response = await fetch(`${gatehouse.url}/oauth/authorize`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['/authorize/', '/Authorize', '//authorize', '/nothing'])('%s is no alias', async (path) => {
    expect((await get(`${gatehouse.url}${path}`)).status).toBe(404);
  });

  it('sets no cookie and forbids caching', async () => {
    const response = await get(`${gatehouse.url}/oauth/authorize?client_id=nobody`, { cookie: 'session=1' });
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('A11 every page', () => {
  it('carries the whole set of headers and allows only its own script by hash', async () => {
    const response = await get(`${gatehouse.url}/oauth/authorize?client_id=nobody`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'none'; style-src 'sha256-[^']+'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'$/,
    );
    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });
});

describe('ruling 20: authentication comes before content negotiation, parsing and routing', () => {
  it.each(['GET', 'POST', 'DELETE'])('%s /mcp without a token is 401 whatever it accepts or carries', async (method) => {
    for (const headers of [{}, { accept: 'text/html' }, { accept: 'text/event-stream' }, { 'content-type': 'text/plain' }]) {
      const response = await fetch(`${gatehouse.url}/mcp`, { method, headers, ...(method === 'POST' ? { body: '{garbage' } : {}) });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe(
        `Bearer realm="gatehouse", resource_metadata="${gatehouse.url}/.well-known/oauth-protected-resource/mcp", scope="memory:read memory:write"`,
      );
    }
  });

  it('an unknown path below /mcp is 401 first', async () => {
    expect((await get(`${gatehouse.url}/mcp/other`)).status).toBe(401);
    expect((await get(`${gatehouse.url}/mcpother`)).status).toBe(404);
  });

  it('a token in the query is as good as none', async () => {
    const response = await get(`${gatehouse.url}/mcp?access_token=abc`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).not.toContain('error=');
  });

  it('a bad token is told apart from none', async () => {
    const response = await get(`${gatehouse.url}/mcp`, { authorization: 'bearer abc' });
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token", error_description="the access token is invalid or has been revoked"');
  });

  it('two Authorization headers are 400', async () => {
    const answer = await rawRequest(
      port,
      `GET /mcp HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('C2 content types', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'a registration as %s is 415, so a website form cannot send one',
    async (type) => {
      const response = await fetch(`${gatehouse.url}/oauth/register`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"redirect_uris":["http://127.0.0.1/cb"]}',
      });
      expect(response.status).toBe(415);
    },
  );

  it('a token request as JSON is 415', async () => {
    expect((await postJson(`${gatehouse.url}/oauth/token`, { grant_type: 'authorization_code' })).status).toBe(415);
  });

  it('prototype pollution in a registration is 400', async () => {
    const response = await fetch(`${gatehouse.url}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"__proto__":{"x":1}}',
    });
    expect(response.status).toBe(400);
  });

  it('a body over the limit is 413', async () => {
    const response = await postJson(`${gatehouse.url}/oauth/register`, { client_name: 'x'.repeat(70_000) });
    expect(response.status).toBe(413);
  });
});
