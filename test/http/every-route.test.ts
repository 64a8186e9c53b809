import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { get } from '../support/oauth-client.ts';

let gatehouse: TestGatehouse;
beforeAll(async () => {
  gatehouse = await startGatehouse();
});
afterAll(() => gatehouse.close());

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
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
  '/oauth/introspect',
  '/oauth/register',
  '/oauth/register/:client_id',
  '/oauth/revoke',
  '/oauth/token',
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
    for (const path of [...guarded, '/mcp/unknown', '/api/unknown', '/memory/v1/unknown']) {
      for (const method of METHODS) {
        for (const accept of ACCEPTS) {
          const body = method === 'GET' ? {} : { body: '{"garbage' };
          const response = await fetch(`${gatehouse.url}${path}`, { method, headers: accept === undefined ? {} : { accept }, ...body });
          expect([path, method, accept, response.status]).toEqual([path, method, accept, 401]);
          expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="gatehouse", resource_metadata="/);
        }
      }
    }
  });

  it('what is no route is 404 and echoes nothing', async () => {
    const response = await get(`${gatehouse.url}/evil-path?x=<script>`);
    expect([response.status, await response.json()]).toEqual([404, { error: 'not_found', error_description: 'there is nothing at this address' }]);
  });
});
