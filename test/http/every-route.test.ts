import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect, get, rawRequest } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse();
});
afterAll(() => gatehouse.close());

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
const BODILESS = new Set(['GET', 'HEAD']);
const ACCEPTS = [undefined, 'application/json', 'text/event-stream', 'image/png'];
const PUBLIC = [
  '/.well-known/jwks.json',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-protected-resource',
  '/.well-known/openid-configuration',
  '/oauth/authorize',
  '/oauth/authorize/:handle',
  '/oauth/authorize/:handle/cancel',
  '/oauth/authorize/:handle/poll',
  '/oauth/bridge',
  '/oauth/clients/:client_id',
  '/oauth/introspect',
  '/oauth/register',
  '/oauth/register/:client_id',
  '/oauth/revoke',
  '/oauth/token',
];

/** Nothing is there; a stranger must not be told so, whatever the path looks like. */
const BELOW = [
  '/mcp/unknown',
  '/api',
  '/api?x',
  '/api/unknown',
  '/memory/v1/unknown',
  '/verify/unknown',
  '/api/%zz',
  '/mcp/%ff',
  `/api/memories/${'x'.repeat(5000)}`,
];

describe('deny by default (ruling 21)', () => {
  it('every route states its policy, and these are all that need no token', () => {
    const open = gatehouse.routes.filter(({ policy }) => policy === 'public').map(({ paths }) => paths[0]);
    expect(open.sort()).toEqual(PUBLIC);
    for (const { policy } of gatehouse.routes) expect(['public', 'bearer']).toContain(policy);
  });

  it('every other route is 401 with a challenge, whatever method, Accept or body (ruling 20)', async () => {
    const guarded = gatehouse.routes.filter(({ policy }) => policy === 'bearer').flatMap(({ paths }) => paths.map((path) => path.replace(/:\w+/, 'x')));
    expect(guarded).toEqual(expect.arrayContaining(['/mcp', '/verify', '/api/memories', '/memory/v1/items/x']));
    for (const path of [...guarded, ...BELOW]) {
      for (const method of METHODS) {
        for (const accept of ACCEPTS) {
          const body = BODILESS.has(method) ? {} : { body: '{"garbage' };
          const response = await fetch(`${gatehouse.url}${path}`, { method, headers: accept === undefined ? {} : { accept }, ...body });
          expect([path, method, accept, response.status]).toEqual([path, method, accept, 401]);
          expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="gatehouse", resource_metadata="/);
        }
      }
    }
  });

  it.each(['/evil-path?x=<script>', '/%zz', '/evil%ff', '/apis', '/mcpx', '/oauth/unknown', `/oauth/authorize/${'x'.repeat(5000)}/x`])(
    'what is no route is 404 and echoes nothing: %.30s',
    async (path) => {
      const response = await get(`${gatehouse.url}${path}`);
      expect([response.status, await response.json()]).toEqual([
        404,
        { error: 'not_found', error_description: `there is nothing at this address; programs connect to ${gatehouse.url}/mcp` },
      ]);
    },
  );

  it.each(['/%zz', '/api/%ff', `/api/memories/${'x'.repeat(5000)}`, '/nothing', '/mcp'])('no path gets around the Host guard: %.30s', async (path) => {
    const answer = await rawRequest(Number(new URL(gatehouse.url).port), `GET ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).not.toContain('evil');
  });

  it('with a token an unknown path is 404, a wrong method 405', async () => {
    const { tokens } = await connect(gatehouse);
    const ask = async (method: string, path: string) =>
      (await fetch(`${gatehouse.url}${path}`, { method, headers: { authorization: `Bearer ${tokens.access_token}` } })).status;
    for (const path of BELOW) expect([path, await ask('GET', path)]).toEqual([path, 404]);
    for (const path of ['/verify', '/api/memories', '/memory/v1/items/x', '/mcp']) expect([path, await ask('PUT', path)]).toEqual([path, 405]);
  });

  it('a body that is announced by its type alone is not waited for (RFC 9112 §6.3)', async () => {
    const { tokens } = await connect(gatehouse);
    const port = Number(new URL(gatehouse.url).port);
    const types = ['application/json', 'application/x-www-form-urlencoded', 'text/plain'];
    const paths = [...gatehouse.routes.flatMap(({ paths }) => paths.map((path) => path.replace(/:\w+/, 'x'))), '/nowhere', '/register', '/api/x/y', '/mcp/x'];
    const heads = paths.flatMap((path) =>
      ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'GET'].flatMap((method) => types.map((type) => ({ line: `${method} ${path}`, type }))),
    );
    const answers = heads.map(({ line, type }) =>
      rawRequest(
        port,
        `${line} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${tokens.access_token}\r\nContent-Type: ${type}\r\nConnection: close\r\n\r\n`,
      ),
    );
    for (const [place, answer] of (await Promise.all(answers)).entries())
      expect([heads[place], answer.slice(9, 12)]).toEqual([heads[place], expect.stringMatching(/^[234]/)]);
  });

  it.each(['GET', 'DELETE', 'PUT'])('%s of the MCP endpoint is told the one method that is served there (RFC 9110 §15.5.6)', async (method) => {
    const { tokens } = await connect(gatehouse);
    const { status, headers } = await fetch(`${gatehouse.url}/mcp`, { method, headers: { authorization: `Bearer ${tokens.access_token}` } });
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
  });
});
