import { Agent } from 'node:http';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/edge/environment.ts';
import { StartError } from '../../src/edge/start-error.ts';
import { TRAFFIC } from '../../src/shared/traffic.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { type Ask, ask, begin, FORM, logIn, RESOURCE, SERVER } from '../support/ask.ts';
import { removeDirectory, run, startBroker } from '../support/broker.ts';
import { createMapVault, startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';

const EXTERNAL = 'https://memory.example.com';

describe('an external issuer, behind a proxy on the same machine (A11)', () => {
  let gatehouse: TestGatehouse;
  let port: number;
  const external = { host: 'memory.example.com' };
  beforeAll(async () => {
    gatehouse = await startGatehouse({}, { externalIssuer: EXTERNAL });
    port = Number(new URL(gatehouse.url).port);
  });
  afterAll(() => gatehouse.close());

  it('under its Host every document, challenge and endpoint speaks of it alone', async () => {
    const server = JSON.parse((await ask(port, SERVER, external)).body) as Record<string, unknown>;
    expect(server.issuer).toBe(EXTERNAL);
    for (const [name, value] of Object.entries(server).filter(([name]) => /_endpoint$|^jwks_uri$/.test(name)))
      expect([name, String(value).startsWith(`${EXTERNAL}/`)]).toEqual([name, true]);
    expect(JSON.parse((await ask(port, RESOURCE, external)).body)).toMatchObject({ resource: `${EXTERNAL}/mcp`, authorization_servers: [EXTERNAL] });
    const challenge = (await ask(port, '/mcp', external)).headers['www-authenticate'];
    expect(challenge).toContain(`resource_metadata="${EXTERNAL}/.well-known/oauth-protected-resource/mcp"`);
  });

  it('the three loopback spellings stay what they were', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const answer = await ask(port, RESOURCE, { host: `${name}:${port}` });
      expect(JSON.parse(answer.body)).toMatchObject({ resource: `http://${name}:${port}/mcp` });
    }
  });

  it.each(['memory.example.com:443', 'memory.example.com:4283', 'MEMORY.example.com', 'memory.example.com.', 'x.memory.example.com', 'example.com'])(
    'the Host %s is another one and is refused',
    async (host) => {
      expect((await ask(port, SERVER, { host })).status).toBe(403);
    },
  );

  it('no forwarded header is read: not the host, not the scheme, not the address of the caller', async () => {
    const forwarded = {
      forwarded: 'for=203.0.113.7;host=memory.example.com;proto=https',
      'x-forwarded-host': 'memory.example.com',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
      'x-forwarded-for': '203.0.113.7',
      'x-original-host': 'evil.example',
    };
    for (const host of [`127.0.0.1:${port}`, 'memory.example.com']) {
      expect((await ask(port, SERVER, { host, headers: forwarded })).body).toBe((await ask(port, SERVER, { host })).body);
    }
    expect((await ask(port, SERVER, { host: 'evil.example', headers: forwarded })).status).toBe(403);
  });

  it('is one issuer and one audience with loopback: a login under the one works under the other', async () => {
    const { page, back, tokens, clientId } = await logIn(gatehouse, port, external, `${EXTERNAL}/mcp`);
    expect(page.origin).toBe(EXTERNAL);
    expect(back.searchParams.get('iss')).toBe(EXTERNAL);
    expect(decodeJwt(tokens.access_token)).toMatchObject({ iss: EXTERNAL, aud: `${EXTERNAL}/mcp` });
    for (const host of ['memory.example.com', `127.0.0.1:${port}`, `localhost:${port}`]) {
      const authorization = `Bearer ${tokens.access_token}`;
      expect((await ask(port, '/verify', { host, headers: { authorization } })).status).toBe(200);
    }
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
      client_id: clientId,
      resource: `${gatehouse.url}/mcp`,
    });
    expect((await ask(port, '/oauth/token', { host: `127.0.0.1:${port}`, headers: FORM, body: body.toString() })).status).toBe(200);
  });

  it('its own waiting page may poll, no other page may', async () => {
    const poll = (origin: string) => ask(port, `/oauth/authorize/${'a'.repeat(43)}/poll`, { ...external, headers: { origin } });
    expect((await poll(EXTERNAL)).status).toBe(200);
    expect((await poll('http://memory.example.com')).status).toBe(403);
    expect((await poll(`http://127.0.0.1:${port}`)).status).toBe(403);
  });

  it('once it is taken away its tokens are refused, and a refresh sends the client to log in again', async () => {
    const vault = createMapVault();
    const kept = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
    const keep = { vault, openAuthStore: async () => ({ ...kept, close: async () => undefined }) };
    const before = await startGatehouse(keep, { externalIssuer: EXTERNAL });
    const { tokens, clientId } = await logIn(before, Number(new URL(before.url).port), external, `${EXTERNAL}/mcp`);
    await before.close();
    const after = await startGatehouse(keep);
    const host = new URL(after.url).host;
    const afterPort = Number(new URL(after.url).port);
    expect((await ask(afterPort, SERVER, external)).status).toBe(403);
    expect((await ask(afterPort, '/verify', { host, headers: { authorization: `Bearer ${tokens.access_token}` } })).status).toBe(401);
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId }).toString();
    const refreshed = await ask(afterPort, '/oauth/token', { host, headers: FORM, body });
    expect([refreshed.status, JSON.parse(refreshed.body).error]).toEqual([400, 'invalid_grant']);
    await after.close();
  });

  it('nothing is claimed about who asks through it, and the person is told', async () => {
    const warned = async (where: Ask) => {
      await begin(port, where, `https://${where.host}/mcp`.replace('https://127', 'http://127'));
      const view = gatehouse.desk.list().at(-1);
      return [view?.facts, view?.warnings];
    };
    const navigation = { 'sec-fetch-site': 'none' };
    expect(await warned({ ...external, headers: navigation })).toEqual([[], ['It came through memory.example.com, perhaps from another computer']]);
    expect(await warned({ host: `127.0.0.1:${port}`, headers: navigation })).toEqual([['A program on this computer opened the request'], []]);
  });
});

describe('what the proxy says about its callers', () => {
  const external = 'memory.example.com';
  const limited = (forwardedHeaders: readonly 'x-forwarded-for'[]) =>
    startGatehouse({}, { externalIssuer: EXTERNAL, forwardedHeaders, traffic: { ...TRAFFIC, requestsPerMinute: 2, registrationsPerMinute: 1 } });

  /** Statuses of three requests over one connection, from these addresses as far as the proxy says. */
  async function three(gatehouse: TestGatehouse, host: string, addresses: readonly string[]): Promise<string[]> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const port = Number(new URL(gatehouse.url).port);
    const statuses: string[] = [];
    for (const address of addresses) statuses.push(String((await ask(port, SERVER, { host, headers: { 'x-forwarded-for': address }, agent })).status));
    agent.destroy();
    return statuses;
  }

  it('is ignored unless it is listed: three requests on one connection are three requests', async () => {
    const gatehouse = await limited([]);
    expect(await three(gatehouse, external, ['203.0.113.1', '203.0.113.2', '203.0.113.3'])).toEqual(['200', '200', '429']);
    await gatehouse.close();
  });

  it('once listed each address has its own share; only the last is believed, for it is the one that the proxy saw', async () => {
    const gatehouse = await limited(['x-forwarded-for']);
    expect(await three(gatehouse, external, ['203.0.113.1', '203.0.113.2', '203.0.113.3'])).toEqual(['200', '200', '200']);
    expect(await three(gatehouse, external, ['198.51.100.1, 203.0.113.9', '198.51.100.2, 203.0.113.9', '203.0.113.9'])).toEqual(['200', '200', '429']);
    expect(await three(gatehouse, external, ['nonsense', '', '999.1.1.1'])).toEqual(['200', '200', '429']);
    await gatehouse.close();
  });

  it('is never believed from somebody who comes without the proxy’s name', async () => {
    const gatehouse = await limited(['x-forwarded-for']);
    const { host } = new URL(gatehouse.url);
    expect(await three(gatehouse, host, ['203.0.113.1', '203.0.113.2', '203.0.113.3'])).toEqual(['200', '200', '429']);
    await gatehouse.close();
  });

  it('counts registrations by that address and not as the proxy’s own', async () => {
    const programAt = async () => ({ pid: 1, path: '/usr/bin/caddy', uid: 0, name: null, parents: [] });
    const gatehouse = await startGatehouse(
      { programAt },
      { externalIssuer: EXTERNAL, forwardedHeaders: ['x-forwarded-for'], traffic: { ...TRAFFIC, registrationsPerMinute: 1 } },
    );
    const register = async (address: string) => {
      const body = JSON.stringify({ client_name: 'x' });
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
      return (await ask(Number(new URL(gatehouse.url).port), '/oauth/register', { host: external, headers, body })).status;
    };
    expect([await register('203.0.113.1'), await register('203.0.113.1'), await register('203.0.113.2')]).toEqual([201, 429, 201]);
    await gatehouse.close();
  });
});

describe('the setting', () => {
  it('reaches a broker from its environment, and `gatehouse status` says so', async () => {
    const broker = await startBroker({ environment: { GATEHOUSE_EXTERNAL_ISSUER: EXTERNAL } });
    expect(await broker.command('status')).toMatchObject({ issuer: broker.issuer, externalIssuer: EXTERNAL });
    const shown = await run('src/cli/gatehouse.ts', ['status', '--data-dir', broker.directory]);
    expect(shown.out).toContain(`Proxy     ${EXTERNAL}/mcp\n`);
    const answer = await ask(Number(new URL(broker.issuer).port), SERVER, { host: 'memory.example.com' });
    expect(JSON.parse(answer.body)).toMatchObject({ issuer: EXTERNAL });
    await broker.stop();
    removeDirectory(broker.directory);
  });

  it.each(['https://memory.example.com', 'https://memory.example.com:8443', 'https://nas', 'https://192.0.2.7', 'https://[2001:db8::1]'])(
    '%s is an issuer',
    (text) => {
      expect(readEnvironment({ GATEHOUSE_EXTERNAL_ISSUER: text })).toEqual({ externalIssuer: text });
      expect(readEnvironment({ MCP_OAUTH_ISSUER: text })).toEqual({ externalIssuer: text });
    },
  );

  it.each([
    'http://memory.example.com',
    'memory.example.com',
    'https://memory.example.com/',
    'https://memory.example.com/mcp',
    'https://memory.example.com:443',
    'https://Memory.example.com',
    'https://user@memory.example.com',
    'https://memory.example.com?x',
    'https://memory.example.com#x',
    'https://*.example.com',
    'https://localhost',
    'https://127.0.0.1:4283',
    'https://127.1',
    'https://[::1]',
    'https://0.0.0.0',
    'https://any.localhost',
    'https://',
    'null',
  ])('%s is none, and stops the start with one line', (text) => {
    expect(() => readEnvironment({ GATEHOUSE_EXTERNAL_ISSUER: text })).toThrow(
      new StartError(
        `GATEHOUSE_EXTERNAL_ISSUER is ${JSON.stringify(text)}, but allowed is a bare https origin such as https://memory.example.com, in lower case and without a slash at the end. Correct it or remove it.`,
      ),
    );
  });

  it('headers are believed one by one, and only those that are understood', () => {
    expect(readEnvironment({ GATEHOUSE_FORWARDED_HEADERS: 'X-Forwarded-For' })).toEqual({ forwardedHeaders: ['x-forwarded-for'] });
    expect(readEnvironment({ GATEHOUSE_FORWARDED_HEADERS: 'none' })).toEqual({ forwardedHeaders: [] });
    for (const text of ['x-forwarded-host', 'x-forwarded-for,x-forwarded-host', '*', 'true']) {
      expect(() => readEnvironment({ GATEHOUSE_FORWARDED_HEADERS: text })).toThrow(/but allowed is x-forwarded-for or none/);
    }
  });
});
