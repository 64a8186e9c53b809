import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { connect, get, rawRequest } from '../support/oauth-client.ts';
import { quietPort } from '../support/quiet-port.ts';
import { until } from '../support/until.ts';

let gatehouse: TestGatehouse;
let token: string;
beforeAll(async () => {
  gatehouse = await startGatehouse({}, { userName: 'Jörg' });
  token = (await connect(gatehouse, ['memory:read'])).tokens.access_token;
});
afterAll(() => gatehouse.close());

const verify = (headers: Record<string, string>, query = '') => get(`${gatehouse.url}/verify${query}`, headers);

describe('GET /verify for forward-auth proxies (ruling 19)', () => {
  it('answers who it is in headers and JSON, never with the token', async () => {
    const response = await verify({ authorization: `Bearer ${token}` });
    const body = (await response.json()) as Record<string, unknown>;
    expect([response.status, response.headers.get('x-user-id'), response.headers.get('x-user-name'), response.headers.get('x-auth-token')]).toEqual([
      200,
      'local',
      'J%C3%B6rg',
      body.jti,
    ]);
    expect(body).toMatchObject({ sub: 'local', name: 'Jörg', scope: 'memory:read', client_name: 'Test client' });
    expect(JSON.stringify([body, ...response.headers])).not.toContain(token);
  });

  it('ignores Origin, because the proxy passes on the one of the browser', async () => {
    expect((await verify({ authorization: `Bearer ${token}`, origin: 'https://app.example' })).status).toBe(200);
  });

  it('is 401 with a challenge without a token, and 403 beyond the permission', async () => {
    const missing = await verify({});
    expect([missing.status, missing.headers.get('www-authenticate')?.startsWith('Bearer ')]).toEqual([401, true]);
    expect((await verify({ authorization: `Bearer ${token}` }, '?scope=memory:read')).status).toBe(200);
    const beyond = await verify({ authorization: `Bearer ${token}` }, '?scope=memory:write');
    expect([beyond.status, beyond.headers.get('www-authenticate')]).toEqual([403, expect.stringContaining('error="insufficient_scope"')]);
    expect(await beyond.json()).toEqual({ error: 'insufficient_scope', error_description: 'this needs memory:write, which the person has not given' });
  });

  it('asks nobody for more: it is a question about another service', async () => {
    await verify({ authorization: `Bearer ${token}` }, '?scope=memory:admin');
    gatehouse.clock.advance(3000);
    await gatehouse.desk.tick();
    expect(gatehouse.desk.list()).toEqual([]);
  });

  it.each(['?scope=nonsense', '?scope=', '?scope=memory:read%20memory:wirte', '?scopes=memory:write', '?scope=memory:read&scope=memory:write', '?scope=%zz'])(
    'a rule that is misspelt lets nobody through: %s',
    async (query) => {
      expect((await verify({ authorization: `Bearer ${token}` }, query)).status).toBe(400);
    },
  );

  it('a foreign Host is refused, whatever was forwarded (ruling 2)', async () => {
    const { port } = new URL(gatehouse.url);
    const ask = (host: string) =>
      rawRequest(
        Number(port),
        `GET /verify HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: 127.0.0.1:${port}\r\nX-Forwarded-Method: POST\r\nX-Forwarded-Uri: /x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
      );
    expect(await ask('app.example')).toMatch(/^HTTP\/1\.1 403 /);
    expect(await ask(`127.0.0.1:${port}`)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

const caddy = spawnSync('caddy', ['version']).status === 0;

describe.runIf(caddy || process.env.CI)('the Caddy sample of docs/forward-auth.md (needs Caddy outside CI)', () => {
  const directory = temporaryDirectory();
  let upstream: Server;
  let proxy: ReturnType<typeof spawn>;
  let address: string;
  const seen: Record<string, unknown>[] = [];

  beforeAll(async () => {
    upstream = createServer((request, response) => {
      seen.push(request.headers);
      response.end('the service behind');
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const sample = /```caddyfile\n([\s\S]*?)```/.exec(readFileSync(join(import.meta.dirname, '../../docs/forward-auth.md'), 'utf8'))?.[1] ?? '';
    const port = await quietPort();
    address = `http://127.0.0.1:${port}`;
    const config = sample
      .replaceAll('127.0.0.1:4283', new URL(gatehouse.url).host)
      .replace(':8080', `:${port}`)
      .replace('127.0.0.1:9000', `127.0.0.1:${(upstream.address() as { port: number }).port}`);
    expect(config).not.toBe(sample);
    writeFileSync(join(directory, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${config}`);
    const environment = { ...process.env, XDG_DATA_HOME: directory, XDG_CONFIG_HOME: directory, HOME: directory };
    proxy = spawn('caddy', ['run', '--config', join(directory, 'Caddyfile'), '--adapter', 'caddyfile'], { env: environment, stdio: 'ignore' });
    await until(() => fetch(address));
  });
  afterAll(async () => {
    proxy.kill();
    await once(proxy, 'exit');
    upstream.close();
    removeDirectory(directory);
  });

  it('lets a request with a good token through, and tells the service who it is', async () => {
    const response = await fetch(address, { headers: { authorization: `Bearer ${token}`, origin: 'https://app.example' } });
    expect([response.status, await response.text()]).toEqual([200, 'the service behind']);
    expect(seen.at(-1)).toMatchObject({ 'x-user-id': 'local', 'x-auth-token': expect.stringMatching(/^se_/) });
  });

  it('keeps the token from the service: it opens memories, and the service has no business with them', async () => {
    await fetch(address, { method: 'POST', body: 'x', headers: { authorization: `Bearer ${token}` } });
    expect(seen.at(-1)).toMatchObject({ 'x-user-id': 'local', 'content-length': '1' });
    expect(JSON.stringify(seen)).not.toContain(token);
  });

  it('answers 401 itself without one, and the service never hears of it; nor of headers that the caller made up', async () => {
    const before = seen.length;
    const response = await fetch(address, { headers: { 'x-user-id': 'admin' } });
    expect([response.status, response.headers.get('www-authenticate')?.includes('resource_metadata'), seen.length]).toEqual([401, true, before]);
    await fetch(address, { headers: { authorization: `Bearer ${token}`, 'x-user-id': 'admin' } });
    expect(seen.at(-1)).toMatchObject({ 'x-user-id': 'local' });
  });
});
