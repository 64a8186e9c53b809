/** Section K: storage, logs, resilience. Row K1 is in `k1-leak-scan.test.ts`. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSteadyClock } from '../../src/edge/clock.ts';
import { listen } from '../../src/http/listen.ts';
import { TRAFFIC, UNLIMITED_TRAFFIC } from '../../src/shared/traffic.ts';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { type Outcome, removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { createMapVault, createTestClock, startGatehouse, type TestClock, type TestGatehouse } from '../support/gatehouse.ts';
import { callTool, connect, get, postJson, REDIRECT, register } from '../support/oauth-client.ts';
import { quietPort } from '../support/quiet-port.ts';
import { hold, holdMany, letGo, pause } from '../support/sockets.ts';
import { freshCode, openLogin, portOf, refresh, refusal, send, token } from './support.ts';

const METADATA = '/.well-known/oauth-authorization-server';
const root = resolve(import.meta.dirname, '../..');

describe('files', () => {
  const directory = temporaryDirectory();
  const profile = join(directory, 'profile');
  afterAll(() => removeDirectory(directory));
  beforeAll(async () => {
    const broker = await startBroker({ directory: profile });
    await register(broker.issuer);
    modes = readdirSync(profile).map((name) => [name, statSync(join(profile, name)).mode & 0o777]);
    await broker.stop();
  });
  let modes: [string, number][] = [];

  const start = (words: readonly string[]): Promise<Outcome> => run('src/serve.ts', words, { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' });
  const again = () => start(['--test-profile', profile, '--port', '0', '--json']);
  const digests = () =>
    readdirSync(profile).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(profile, name)))
        .digest('hex'),
    ]);

  it('K2 everything is 0600 in a directory 0700; a database that others may read, or a link to one, is refused', async () => {
    expect(statSync(profile).mode & 0o777).toBe(0o700);
    expect(modes.map(([name]) => name)).toEqual(expect.arrayContaining(['auth.db', 'auth.db-wal', 'memory.db', 'control.sock']));
    expect(modes.filter(([, mode]) => (mode & 0o077) !== 0)).toEqual([]);
    const database = join(profile, 'auth.db');
    chmodSync(database, 0o644);
    expect(await again()).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^[^\n]*auth\.db[^\n]*\n$/) });
    chmodSync(database, 0o600);
    renameSync(database, join(directory, 'elsewhere.db'));
    symlinkSync(join(directory, 'elsewhere.db'), database);
    expect(await again()).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^[^\n]*auth\.db[^\n]*\n$/) });
    renameSync(join(directory, 'elsewhere.db'), database);
  });

  it('K3 (ruling 26) a database of a newer version is not opened for writing, and nothing is served', async () => {
    const set = (version: number) => {
      const database = new Database(join(profile, 'auth.db'));
      const before = database.pragma('user_version', { simple: true });
      database.pragma(`user_version = ${version}`);
      database.close();
      return Number(before);
    };
    const ours = set(99);
    const before = digests();
    expect(await again()).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^[^\n]*newer Gatehouse[^\n]*\n$/) });
    expect(digests()).toEqual(before);
    set(ours);
  });

  it('K4 (ruling 18) without the keychain nothing is served, and no new key is made in silence', async () => {
    const fresh = join(directory, 'keyless');
    expect(await start(['--data-dir', fresh, '--port', '0', '--json'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^[^\n]*keychain[^\n]*\n$/),
    });
    expect(readdirSync(directory)).not.toContain('keyless');
    // A key of this profile that is gone is not replaced either: it would turn every client away without a word.
    const kept = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
    const openAuthStore = async () => ({ ...kept, close: async () => undefined });
    await (await startGatehouse({ openAuthStore })).close();
    const written: string[] = [];
    const empty = createMapVault();
    const write = async (name: string, secret: string) => {
      written.push(name);
      await empty.write(name, secret);
    };
    const vault = { ...empty, write };
    await expect(startGatehouse({ openAuthStore, vault })).rejects.toThrow(/key/);
    expect(written.filter((name) => name.includes('signing'))).toEqual([]);
  });

  it('K7 a taken port is said with its holder; nothing moves to another and nothing is written', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => holder.once('listening', listening));
    const { port } = holder.address() as { port: number };
    const before = digests();
    expect(await start(['--test-profile', profile, '--port', String(port), '--json'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(new RegExp(`^Port ${port} is taken[^\n]*\n$`)),
    });
    expect(digests()).toEqual(before);
    await new Promise((closed) => holder.close(closed));
  });
});

describe('too much, too many, too slow', () => {
  let gatehouse: TestGatehouse;
  let port: number;
  // One each: connections that one test leaves behind would take places in the next.
  beforeEach(async () => {
    gatehouse = await startGatehouse();
    port = portOf(gatehouse);
  });
  afterEach(() => gatehouse.close());
  const request = (path = METADATA, more = '') => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${more}\r\n`;
  const answers = async () => (await get(`${gatehouse.url}${METADATA}`)).status;

  it('K5 a body of 64 KB + 1 is 413 on every endpoint, told by its length or counted as it comes; one byte less is read', async () => {
    for (const [path, type] of [
      ['/oauth/register', 'application/json'],
      ['/oauth/token', 'application/x-www-form-urlencoded'],
      ['/oauth/revoke', 'application/x-www-form-urlencoded'],
      ['/oauth/introspect', 'application/x-www-form-urlencoded'],
    ] as const) {
      const post = async (body: string) => (await send(gatehouse, `POST ${path}`, [`Content-Type: ${type}`], body)).status;
      expect([path, await post('x'.repeat(65_537))]).toEqual([path, 413]);
      expect([path, await post('x'.repeat(65_536))]).toEqual([
        path,
        path === '/oauth/register' ? 400 : expect.toSatisfy((status) => status === 400 || status === 401),
      ]);
      const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
      const held = await hold(
        port,
        `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}`,
      );
      await expect.poll(held.text).toMatch(/^HTTP\/1\.1 413 /);
      letGo([held]);
    }
    expect(await gatehouse.store.clients.list()).toEqual([]);
  });

  it('K5 headers of 17 KB are 431, and so are 101 of them: none is left out in silence', async () => {
    expect((await send(gatehouse, `GET ${METADATA}`, [`X-Large: ${'x'.repeat(17_408)}`])).status).toBe(431);
    expect((await send(gatehouse, `GET ${METADATA}?${'x'.repeat(17_408)}`)).status).toBe(431);
    const many = (count: number) => Array.from({ length: count }, (_, index) => `X-${index}: x`);
    // Host and Connection are the other two.
    expect((await send(gatehouse, `GET ${METADATA}`, many(98))).status).toBe(200);
    expect((await send(gatehouse, `GET ${METADATA}`, many(99))).status).toBe(431);
    expect((await send(gatehouse, `GET ${METADATA}`, [...Array(3_000).fill('a:'), 'Host: evil.example'])).status).toBeGreaterThanOrEqual(400);
  });

  it('K5 a request that does not arrive in ten seconds is 408, however it is held back; everybody else is served meanwhile', async () => {
    const head = `POST /oauth/register HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
    const slow = {
      silent: await hold(port),
      'half a line': await hold(port, 'GET /.well'),
      'half a head': await hold(port, head),
      'half a body': await hold(port, `${head}Content-Type: application/json\r\nContent-Length: 30\r\n\r\n{`),
    };
    // A byte now and then is no excuse.
    const drip = setInterval(() => {
      slow['half a head'].socket.write('X');
      slow['half a body'].socket.write(' ');
    }, 1_000);
    const started = performance.now();
    const meanwhile = async () => {
      while (Object.values(slow).some(({ isOpen }) => isOpen()) && performance.now() - started < 30_000) {
        expect(await answers()).toBe(200);
        await pause(100);
      }
    };
    await Promise.all([meanwhile(), ...Object.values(slow).map(({ closed }) => closed)]);
    clearInterval(drip);
    const seconds = (performance.now() - started) / 1_000;
    expect(seconds).toBeGreaterThan(9);
    // Without a limit of ours it would be a minute.
    expect(seconds).toBeLessThan(30);
    expect(Object.entries(slow).map(([name, { text }]) => [name, text().split('\r\n')[0]])).toEqual(
      ['silent', 'half a line', 'half a head', 'half a body'].map((name) => [name, 'HTTP/1.1 408 Request Timeout']),
    );
  });

  it('K5 the 101st connection that asks for nothing is refused; one that asks is answered all the same', async () => {
    const seated = await holdMany(port, 100);
    const late = await hold(port);
    const asking = await hold(port, request());
    await expect.poll(asking.text).toMatch(/^HTTP\/1\.1 200 /);
    await late.closed;
    expect(late.text()).toBe('');
    // Who had been idle longest made way for the one who asked, and nobody else.
    await expect.poll(() => seated.filter(({ isOpen }) => !isOpen())).toEqual(seated.slice(0, 1));
    for (let more = 0; more < 20; more += 1) expect(await answers()).toBe(200);
    letGo([...seated, asking]);
  });

  it('K5 nobody is kept out by somebody who keeps every place busy and takes more as fast as possible', async () => {
    let stop = false;
    const busy = await holdMany(port, 100);
    const keepBusy = busy.map(async (held) => {
      while (!stop && held.isOpen()) {
        held.socket.write(request());
        await pause(5);
      }
    });
    // As fast as they are answered: with five hundred open the next one is turned away, whoever it is.
    const takeMore = async () => {
      while (!stop) {
        const taken = await holdMany(port, 20, request());
        busy.push(...taken);
        await Promise.all(taken.map(({ answered }) => answered));
      }
    };
    const taking = Array.from({ length: 10 }, takeMore);
    await pause(300);
    for (let times = 0; times < 10; times += 1) {
      const asking = await hold(port, request(METADATA, 'Connection: close\r\n'));
      await asking.closed;
      expect(asking.text()).toMatch(/^HTTP\/1\.1 200 /);
    }
    stop = true;
    await Promise.all([...keepBusy, ...taking]);
    letGo(busy);
  });

  it.each(['GET /jwks', 'POST /mcp'])('K5 a connection ends with the answer to its 1000th request, which says so: %s', async (what) => {
    const { tokens } = await connect(gatehouse);
    const [method, path] = what.split(' ');
    const headers = {
      authorization: `Bearer ${tokens.access_token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-06-18',
    };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    const one = () =>
      new Promise<[number | undefined, string | undefined]>((done, failed) =>
        httpRequest(`${gatehouse.url}${path}`, { agent, method, headers: method === 'POST' ? headers : {} }, (response) => {
          ports.add(response.socket.localPort);
          response.resume().once('end', () => done([response.statusCode, response.headers.connection]));
        })
          .once('error', failed)
          .end(method === 'POST' ? body : undefined),
      );
    for (let count = 1; count < 1_000; count += 1) expect(await one()).toEqual([200, 'keep-alive']);
    expect(await one()).toEqual([200, 'close']);
    expect(ports.size).toBe(1);
    expect(await one()).toEqual([200, 'keep-alive']);
    expect(ports.size).toBe(2);
    agent.destroy();
  });

  it('K5 who sends requests without reading the answers is cut off', async () => {
    const held = await hold(port);
    held.socket.pause();
    held.socket.write(request().repeat(64));
    held.socket.resume();
    await held.closed;
    expect(await answers()).toBe(200);
  });
});

describe('faults of ours', () => {
  let gatehouse: TestGatehouse;
  afterEach(() => gatehouse.close());

  it('K6 (ruling 20) are 503 server_error: no stack, no path, only an id that the activity log explains', async () => {
    const store = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
    const register = async () => {
      throw new Error('SQLITE_FULL: database or disk is full, /home/person/.config/Gatehouse/auth.db');
    };
    gatehouse = await startGatehouse({ openAuthStore: async () => ({ ...store, clients: { ...store.clients, register } }) });
    const [status, body] = await refusal(await postJson(`${gatehouse.url}/oauth/register`, { client_name: 'x', redirect_uris: [REDIRECT] }));
    expect([status, body]).toEqual([
      503,
      { error: 'server_error', error_description: expect.stringMatching(/^something failed here, see the activity log for [0-9a-f]{8}$/) },
    ]);
    const id = (body as { error_description: string }).error_description.slice(-8);
    await gatehouse.activity.flush();
    const [entry] = await gatehouse.store.activity.list({ limit: 1, kind: 'fault' });
    expect(entry?.event).toEqual({ kind: 'fault', id, where: '/oauth/register' });
    expect(gatehouse.desk.list()).toEqual([]);
  });
});

describe('the clock of the computer', () => {
  const HOUR = 3_600_000;
  const DAY = 24 * HOUR;
  let gatehouse: TestGatehouse;
  let wall: TestClock;
  let since: TestClock;
  const start = (traffic = UNLIMITED_TRAFFIC) => {
    [wall, since] = [createTestClock(), createTestClock(0)];
    return startGatehouse({ clock: createSteadyClock(wall.now, since.now), monotonic: since.now }, { traffic });
  };
  const pass = (milliseconds: number) => [wall, since].forEach((clock) => void clock.advance(milliseconds));
  afterEach(() => gatehouse?.close());
  const works = async (accessToken: string) => (await callTool(gatehouse, accessToken, 'memory_status')).status;

  it('K8 put back by an hour it prolongs nothing: access tokens, codes, grants and prompts end when they would have', async () => {
    gatehouse = await start();
    const { tokens } = await connect(gatehouse);
    const { form } = await freshCode(gatehouse, { for: 'once' });
    const once = await freshCode(gatehouse, { for: 'once' });
    const session = (await (await token(gatehouse, once.form)).json()) as { access_token: string; refresh_token: string };
    const { clientId } = await openLogin(gatehouse);
    wall.advance(-HOUR);
    expect(await works(tokens.access_token)).toBe(200);
    pass(61_000);
    expect(await refusal(await token(gatehouse, form))).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);
    pass(60_000);
    await gatehouse.desk.tick();
    expect(gatehouse.desk.list().filter(({ client }) => client.id === clientId)).toEqual([]);
    pass(14 * 60_000);
    expect(await works(tokens.access_token)).toBe(401);
    pass(45 * 60_000);
    expect((await refresh(gatehouse, once.clientId, session.refresh_token)).status).toBe(400);
  });

  it('K8 put back while Gatehouse was not running, an hour that was allowed is an hour and not a day more', async () => {
    const vault = createMapVault();
    const kept = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
    const keep = { vault, openAuthStore: async () => ({ ...kept, close: async () => undefined }) };
    const port = await quietPort();
    gatehouse = await startGatehouse({ ...keep, clock: createTestClock(Date.UTC(2026, 10, 22)), listening: await listen(port) });
    const { clientId, form } = await freshCode(gatehouse, { for: 'once' });
    const session = (await (await token(gatehouse, form)).json()) as { access_token: string; refresh_token: string };
    await gatehouse.close();
    const clock = createTestClock(Date.UTC(2026, 10, 21));
    gatehouse = await startGatehouse({ ...keep, clock, listening: await listen(port) });
    const renew = async (refreshToken: string) => {
      const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId }).toString();
      const answer = await send(gatehouse, 'POST /oauth/token', ['Content-Type: application/x-www-form-urlencoded'], body);
      return [answer.status, JSON.parse(answer.body)] as const;
    };
    clock.advance(HOUR - 60_000);
    const [status, { refresh_token: next, expires_in: lasts }] = await renew(session.refresh_token);
    expect([status, lasts]).toEqual([200, 60]);
    clock.advance(60_000);
    expect((await renew(next))[0]).toBe(400);
  });

  it.each([
    ['an access token that was revoked', 'access_token'],
    ['one whose session was ended', 'refresh_token'],
  ] as const)('K8 put forward, and right again after a restart, it brings back no token: %s', async (_what, revoked) => {
    const kept = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
    const keep = { vault: createMapVault(), openAuthStore: async () => ({ ...kept, close: async () => undefined }) };
    const [port, clock] = [await quietPort(), createTestClock()];
    gatehouse = await startGatehouse({ ...keep, clock, listening: await listen(port) });
    const { clientId, tokens } = await connect(gatehouse);
    const works = async () => (await send(gatehouse, 'GET /mcp', [`Authorization: Bearer ${tokens.access_token}`])).status;
    expect(await works()).toBe(405);
    const form = new URLSearchParams({ token: tokens[revoked], client_id: clientId }).toString();
    expect((await send(gatehouse, 'POST /oauth/revoke', ['Content-Type: application/x-www-form-urlencoded'], form)).status).toBe(200);
    clock.advance(HOUR);
    await kept.sweep(clock.now(), 60_000);
    await gatehouse.close();
    clock.advance(-HOUR);
    gatehouse = await startGatehouse({ ...keep, clock, listening: await listen(port) });
    expect(await works()).toBe(401);
  });

  it('K8 put forward by a day it ends what ends by then, and nothing else', async () => {
    gatehouse = await start();
    const { clientId, tokens } = await connect(gatehouse);
    const once = await freshCode(gatehouse, { for: 'once' });
    wall.advance(DAY);
    expect(await works(tokens.access_token)).toBe(401);
    expect((await token(gatehouse, once.form)).status).toBe(400);
    const next = (await (await refresh(gatehouse, clientId, tokens.refresh_token)).json()) as { access_token: string };
    expect(await works(next.access_token)).toBe(200);
  });

  it('K8 nobody who asked too much is let off by a clock that is put forward, nor kept waiting by one that is put back', async () => {
    gatehouse = await start({ ...TRAFFIC, callsPerMinute: 2 });
    const { tokens } = await connect(gatehouse);
    const call = () => works(tokens.access_token);
    expect([await call(), await call(), await call()]).toEqual([200, 200, 429]);
    wall.advance(10 * 60_000);
    expect(await call()).toBe(429);
    wall.advance(-HOUR);
    pass(30_000);
    expect([await call(), await call()]).toEqual([200, 429]);
  });
});

describe('what the linter keeps out', () => {
  const directory = temporaryDirectory();
  afterAll(() => removeDirectory(directory));
  beforeAll(() => copyFileSync(join(root, 'biome.json'), join(directory, 'biome.json')));

  it.each([
    ['console.log', 'noConsole', 'export const say = (): void => console.log(1);\n'],
    ['any', 'noExplicitAny', 'export const read = (value: any): unknown => value.x;\n'],
    ['process.env', 'noProcessEnv', 'export const home = (): string | undefined => process.env.HOME;\n'],
    ['eval', 'noGlobalEval', 'export const run = (text: string): unknown => eval(text);\n'],
  ])('K9 %s is an error', (_what, rule, text) => {
    mkdirSync(join(directory, 'src/oauth'), { recursive: true });
    writeFileSync(join(directory, 'src/oauth/some-rule.ts'), text);
    const { status, stderr } = spawnSync(join(root, 'node_modules/.bin/biome'), ['lint', '--vcs-enabled=false', 'src'], { cwd: directory, encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining(rule)]);
  });

  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(join(root, 'src', file), 'utf8')] as const);

  it('K9 no secret is compared with ===, chance is never weak, no page is put together from text', () => {
    const using = (pattern: RegExp) => sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);
    expect(using(/\bMath\.random\b|\bpseudoRandomBytes\b|\binnerHTML\b/)).toEqual([]);
    expect(using(/(?<!typeof )\b(?:presented|secret|verifier|accessToken|refreshToken)\s*[!=]==(?!\s*(?:undefined|null)\b)/)).toEqual([]);
  });
});
