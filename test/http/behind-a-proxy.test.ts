import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TRAFFIC } from '../../src/shared/traffic.ts';
import { type Ask, ask, logIn, RESOURCE, SERVER } from '../support/ask.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { quietPort } from '../support/quiet-port.ts';
import { until } from '../support/until.ts';

const caddy = spawnSync('caddy', ['version']).status === 0;
const NAME = 'memory.example.com';
const EXTERNAL = `https://${NAME}`;

describe.runIf(caddy || process.env.CI)('the Caddy sample of docs/behind-a-proxy.md (needs Caddy outside CI)', () => {
  const directory = temporaryDirectory();
  let gatehouse: TestGatehouse;
  let proxy: ReturnType<typeof spawn>;
  let port: number;
  let where: Ask;

  beforeAll(async () => {
    gatehouse = await startGatehouse({}, { externalIssuer: EXTERNAL, forwardedHeaders: ['x-forwarded-for'], traffic: { ...TRAFFIC, requestsPerMinute: 60 } });
    port = await quietPort();
    const sample = /```caddyfile\n([\s\S]*?)```/.exec(readFileSync(join(import.meta.dirname, '../../docs/behind-a-proxy.md'), 'utf8'))?.[1] ?? '';
    const config = sample.replace('127.0.0.1:4283', new URL(gatehouse.url).host).replace(NAME, `${NAME}:${port}`);
    expect(config.match(/\d+/g)).toHaveLength(6);
    // A certificate authority of its own instead of a public one, and nothing outside the directory.
    const options = 'admin off\n\tlocal_certs\n\tskip_install_trust\n\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1';
    writeFileSync(join(directory, 'Caddyfile'), `{\n\t${options}\n}\n${config}`);
    const environment = { ...process.env, XDG_DATA_HOME: directory, XDG_CONFIG_HOME: directory, HOME: directory };
    proxy = spawn('caddy', ['run', '--config', join(directory, 'Caddyfile'), '--adapter', 'caddyfile'], { env: environment, stdio: 'ignore' });
    const authority = join(directory, 'caddy/pki/authorities/local/root.crt');
    where = await until(async () => {
      const candidate = { host: NAME, ca: readFileSync(authority, 'utf8') };
      await ask(port, SERVER, candidate);
      return candidate;
    });
  });
  afterAll(async () => {
    proxy.kill();
    await once(proxy, 'exit');
    await gatehouse.close();
    removeDirectory(directory);
  });

  it('serves every document under the proxy’s name', async () => {
    expect(JSON.parse((await ask(port, SERVER, where)).body)).toMatchObject({ issuer: EXTERNAL, token_endpoint: `${EXTERNAL}/oauth/token` });
    expect(JSON.parse((await ask(port, RESOURCE, where)).body)).toMatchObject({ resource: `${EXTERNAL}/mcp`, authorization_servers: [EXTERNAL] });
  });

  it('carries a whole login, the waiting page included, and the calls after it', async () => {
    const { tokens, page, back } = await logIn(gatehouse, port, where, `${EXTERNAL}/mcp`);
    expect([page.origin, back.searchParams.get('iss')]).toEqual([EXTERNAL, EXTERNAL]);
    expect(decodeJwt(tokens.access_token)).toMatchObject({ iss: EXTERNAL, aud: `${EXTERNAL}/mcp` });
    const headers = {
      authorization: `Bearer ${tokens.access_token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-06-18',
    };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'memory_status', arguments: {} } });
    expect((await ask(port, '/mcp', { ...where, headers, body })).status).toBe(200);
    const refused = await ask(port, '/mcp', { ...where, headers: { ...headers, authorization: 'Bearer x' }, body });
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, expect.stringContaining(`resource_metadata="${EXTERNAL}/`)]);
  });

  it('a caller cannot pose as somebody else: not by a Host, not by an Origin, not by forwarded headers', async () => {
    // Caddy knows no such site and answers by itself, with nothing.
    expect((await ask(port, SERVER, { ...where, headers: { host: new URL(gatehouse.url).host } })).body).toBe('');
    const posing = { origin: 'https://evil.example' };
    expect((await ask(port, '/oauth/register', { ...where, headers: { ...posing, 'content-type': 'application/json' }, body: '{}' })).status).toBe(403);
    const forwarded = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', forwarded: 'host=evil.example' };
    expect((await ask(port, SERVER, { ...where, headers: forwarded })).body).toBe((await ask(port, SERVER, where)).body);
    expect(gatehouse.desk.list()).toEqual([]);
  });

  it('nor by addresses: who asks too much is told to wait whatever it says, and programs on this computer are not', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 70; count += 1)
      statuses.add((await ask(port, SERVER, { ...where, headers: { 'x-forwarded-for': `203.0.113.${count}` } })).status);
    expect(statuses).toEqual(new Set([200, 429]));
    expect((await fetch(`${gatehouse.url}${SERVER}`)).status).toBe(200);
    gatehouse.clock.advance(60_000);
    expect((await ask(port, SERVER, where)).status).toBe(200);
  });
});
