/** The bridge as its users have it: real processes, a real broker, the popup answered from outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client as ClientV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/bridge/http.ts';
import { connectControl } from '../../src/cli/control-client.ts';
import type { RequestsView, RequestView } from '../../src/shared/views.ts';
import { type Broker, removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { makeCertificate } from '../support/certificate.ts';
import { sharedBroker } from '../support/each-test.ts';
import { keptText } from '../support/kept-text.ts';
import { PATIENCE } from '../support/patience.ts';
import { until } from '../support/until.ts';
import { type Answer, BRIDGE, startBridge, type TestBridge } from './start-bridge.ts';

/** What the `gatehouse` command would ask, without the second that a process of its own takes. */
async function command<Result = unknown>({ directory }: Broker, method: string, params: Record<string, unknown> = {}): Promise<Result> {
  const control = await connectControl(directory);
  try {
    return await control.call<Result>(method, params);
  } finally {
    control.close();
  }
}
const waiting = async (broker: Broker): Promise<readonly RequestView[]> => (await command<RequestsView>(broker, 'requests.list')).requests;
/** @param program that asks, by the beginning of its name; without one, whoever does */
const nextRequest = (broker: Broker, program = ''): Promise<RequestView> =>
  until(async () => {
    const asking = (await waiting(broker)).find(({ stage, client }) => stage === 'asking' && (client.name ?? '').startsWith(program));
    if (asking === undefined) throw new Error('nobody asked');
    return asking;
  });
async function allowNext(broker: Broker, params: Record<string, unknown> = {}, program = ''): Promise<RequestView> {
  const request = await nextRequest(broker, program);
  await command(broker, 'requests.allow', { id: request.id, ...params });
  return request;
}
const call = (name: string, args: Record<string, unknown>) => ({ name, arguments: args });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const portOf = ({ issuer }: Broker): number => Number(new URL(issuer).port);
const bridges: TestBridge[] = [];
function start(directory: string, by: string | null = null, environment: Record<string, string> = {}): TestBridge {
  const bridge = startBridge(directory, by, environment);
  bridges.push(bridge);
  return bridge;
}
afterEach(async () => {
  await Promise.all(bridges.splice(0).map((bridge) => bridge.end()));
});

/** The same bytes under a name of their own: to the kernel another executable. */
function anotherProgram(name: string): string {
  const directory = join(temporaryDirectory(), 'bin');
  mkdirSync(directory);
  const file = join(directory, name);
  try {
    linkSync(process.execPath, file);
  } catch {
    copyFileSync(process.execPath, file);
  }
  return file;
}

describe.each(['v1', 'v2 legacy', 'v2 modern'] as const)('the official stdio client, %s', (kind) => {
  const broker = sharedBroker();

  it('connects when the person allows it, lists and calls the tools, and ends the bridge', async () => {
    const words = { command: process.execPath, args: [BRIDGE, '--data-dir', broker.directory], stderr: 'ignore' as const };
    const info = { name: 'test', version: '1' };
    const options = kind === 'v2 modern' ? { versionNegotiation: { mode: 'auto' } } : {};
    const transport = kind === 'v1' ? new StdioV1(words) : new StdioV2(words);
    const client = (kind === 'v1' ? new ClientV1(info) : new ClientV2(info, options as never)) as ClientV2;
    const connecting = client.connect(transport as StdioV2);
    const request = await allowNext(broker);
    expect(request.client.name).toMatch(/through the bridge$/);
    expect(request.facts[0]).toContain(`The bridge was started by ${process.execPath} (run by you)`);
    await connecting;
    expect((await client.listTools()).tools).toHaveLength(8);
    const stored = await client.callTool({ name: 'memory_store', arguments: { content: 'The lighthouse has four floors' } });
    const recalled = await client.callTool({ name: 'memory_recall', arguments: { query: 'how many floors?' } });
    expect(JSON.stringify(recalled.structuredContent)).toContain((stored.structuredContent as { id: string }).id);
    expect((await client.listResources()).resources.length).toBeGreaterThan(0);
    await expect(client.readResource({ uri: 'memory://item/none' })).rejects.toThrow();
    const { pid } = transport;
    await client.close();
    await until(() => expect(() => process.kill(pid ?? 0, 0)).toThrow());
  });
});

describe('one broker, many bridges', () => {
  const broker = sharedBroker();

  it('ten started at once by one program are one question', async () => {
    const ten = Array.from({ length: 10 }, () => start(broker.directory));
    const listed = ten.map((bridge) => bridge.ask('tools/list'));
    const request = await nextRequest(broker);
    await pause(1_500);
    expect(await waiting(broker)).toHaveLength(1);
    await command(broker, 'requests.allow', { id: request.id });
    for (const answer of await Promise.all(listed)) expect((answer.result as { tools: unknown[] }).tools).toHaveLength(8);
    expect(await waiting(broker)).toEqual([]);
  });

  it('an installed program is asked about once, another one for itself', async () => {
    const claude = anotherProgram('Claude');
    const first = start(broker.directory, claude);
    const listed = first.ask('tools/list');
    const request = await allowNext(broker, { for: 'always' });
    expect(request).toMatchObject({ client: { name: 'Claude through the bridge' } });
    expect(request.facts[0]).toContain(claude);
    expect(request.warnings).toEqual([]);
    expect((await listed).error).toBeUndefined();
    expect(await first.end()).toBe(0);

    const second = start(broker.directory, claude);
    expect((await second.ask('tools/list')).error).toBeUndefined();
    expect(await waiting(broker)).toEqual([]);

    const impostor = start(broker.directory, anotherProgram('Claude'));
    const refused = impostor.ask('tools/list');
    const its = await nextRequest(broker);
    expect(its.warnings).toContain('Another connection already has this name');
    await command(broker, 'requests.deny', { id: its.id });
    expect((await refused).error?.message).toBe('Gatehouse: the person did not allow it. To be asked again, quit this program and start it again.');
    expect((await impostor.ask('tools/list')).error?.message).toContain('did not allow it');
    expect(await waiting(broker)).toEqual([]);
  });

  it('what was disconnected is refused at its next call, in words, and nobody is asked again by the same process', async () => {
    const bridge = start(broker.directory, anotherProgram('Desk'));
    const listed = bridge.ask('tools/list');
    const { client } = await allowNext(broker, {}, 'Desk');
    await listed;
    await command(broker, 'clients.revoke', { id: client.id });
    expect((await bridge.ask('tools/list')).error?.message).toContain('the person disconnected it');
    expect((await waiting(broker)).filter(({ client: asking }) => asking.id === client.id)).toEqual([]);
  });

  it('a permission that is missing is said, asked for, and the call then works', async () => {
    const bridge = start(broker.directory, anotherProgram('Reader'));
    const listed = bridge.ask('tools/list');
    await allowNext(broker, { scopes: ['memory:read'] }, 'Reader');
    await listed;
    const store = call('memory_store', { content: 'The ferry leaves at nine' });
    expect((await bridge.ask('tools/call', store)).error?.message).toMatch(/needs a permission.*Allow it in Gatehouse, then try again/);
    const request = await allowNext(broker, {}, 'Reader');
    expect(request.kind).toBe('widening');
    expect((await bridge.ask('tools/call', store)).result).toMatchObject({ structuredContent: { outcome: 'stored' } });
  });

  it('a paused connection is said in words and works again when it is resumed', async () => {
    const bridge = start(broker.directory, anotherProgram('Pausing'));
    const listed = bridge.ask('tools/list');
    const { client } = await allowNext(broker, {}, 'Pausing');
    await listed;
    await command(broker, 'clients.pause', { id: client.id });
    expect((await bridge.ask('tools/list')).error?.message).toMatch(/^Gatehouse: /);
    await command(broker, 'clients.resume', { id: client.id });
    expect((await bridge.ask('tools/list')).error).toBeUndefined();
  });

  it('after a login no file, command line or environment holds a token', async () => {
    const home = temporaryDirectory();
    const bridge = start(broker.directory, null, { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), TMPDIR: home });
    const listed = bridge.ask('tools/list');
    let isIn = false;
    void listed.then(() => (isIn = true));
    // Whoever started it may be known from before, and then nothing is asked.
    await until(async () => {
      for (const { id, stage } of await waiting(broker)) if (stage === 'asking') await command(broker, 'requests.allow', { id });
      expect(isIn).toBe(true);
    });
    const secret = /gh[bcr]_[\w-]{43}|eyJ[\w-]{20,}\.eyJ[\w-]+\.[\w-]{40,}/;
    for (const place of [home, broker.directory]) {
      const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      for (const { parentPath, name } of files) expect(keptText(join(parentPath, name)), name).not.toMatch(/eyJ[\w-]{20,}\.eyJ[\w-]+\.[\w-]{40,}/);
    }
    expect(readdirSync(home)).toEqual([]);
    for (const file of ['cmdline', 'environ']) expect(readFileSync(`/proc/${bridge.child.pid}/${file}`, 'latin1')).not.toMatch(secret);
    expect(bridge.err()).not.toMatch(secret);
  });
});

describe('the broker goes away', () => {
  const EVERYTHING = { resourcesListChanged: true, resourceSubscriptions: ['memory://recent'] };
  /** Calls at once. A call waits for the broker for twenty seconds; where a broker takes longer to start, the call is made again. */
  const waitsLong = (make: () => Promise<Answer>) => {
    const [began, first] = [performance.now(), make()];
    first.catch(() => undefined);
    return () => (performance.now() - began < 15_000 ? first : make());
  };
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };

  it('not running at the start: one line of what to do, for the log and for the program; when it starts, calls work', async () => {
    const directory = join(temporaryDirectory(), 'profile');
    const bridge = start(directory);
    const list = waitsLong(() => bridge.ask('tools/list'));
    const line = 'gatehouse bridge: Gatehouse is not running. Start it, then try again.\n';
    await until(() => expect(bridge.err()).toBe(line));
    await pause(1_000);
    expect(bridge.err()).toBe(line);
    const broker = await startBroker({ directory, consent: 'auto' });
    expect((await list()).result).toBeDefined();
    await bridge.end();
    await broker.stop();
    removeDirectory(directory);
  });

  it.each(['kill', 'stop'] as const)('%s: calls wait for the new one, streams of changes go on, and nobody is asked again', async (how) => {
    const before = await startBroker({ consent: 'auto' });
    const { directory } = before;
    const bridge = start(directory, anotherProgram('Steady'));
    bridge.say({ id: 'changes', method: 'subscriptions/listen', params: { notifications: EVERYTHING, _meta: meta } });
    await bridge.until(({ method }) => method === 'notifications/subscriptions/acknowledged');
    await before[how]();
    const recall = waitsLong(() => bridge.ask('tools/call', call('memory_recall', { query: 'ferry' })));
    const store = waitsLong(() => bridge.ask('tools/call', call('memory_store', { content: 'The ferry leaves at nine' })));
    const broker = await startBroker({ directory, port: portOf(before) });
    expect((await recall()).result).toBeDefined();
    expect((await store()).result).toMatchObject({ structuredContent: { outcome: 'stored' } });
    // The stream is opened again when it is: what was stored before that is not told.
    let stores = 0;
    await until(async () => {
      stores += 1;
      await bridge.ask('tools/call', call('memory_store', { content: `The ferry is called Martha the ${stores}th` }));
      await pause(500);
      expect(bridge.heard.map(({ method }) => method)).toContain('notifications/resources/list_changed');
    });
    expect(bridge.heard.filter(({ method }) => method === 'notifications/subscriptions/acknowledged')).toHaveLength(1);
    expect(bridge.heard.filter(({ id }) => id === 'changes')).toEqual([]);
    expect(await waiting(broker)).toEqual([]);
    await bridge.end();
    await broker.stop();
    removeDirectory(directory);
  });
});

describe('a broker that speaks https', () => {
  it('is trusted by its own certificate, which the control socket tells, and by no other', async () => {
    const directory = temporaryDirectory();
    const { cert, key } = makeCertificate();
    const files = { GATEHOUSE_TLS_CERT: join(directory, 'cert.pem'), GATEHOUSE_TLS_KEY: join(directory, 'key.pem') };
    writeFileSync(files.GATEHOUSE_TLS_CERT, cert);
    writeFileSync(files.GATEHOUSE_TLS_KEY, key, { mode: 0o600 });
    const broker = await startBroker({ consent: 'auto', environment: files });
    expect(broker.mcp).toMatch(/^https:/);
    const bridge = start(broker.directory);
    expect(((await bridge.ask('tools/list')).result as { tools: unknown[] }).tools).toHaveLength(8);
    await bridge.end();
    await broker.stop();
    removeDirectory(broker.directory);

    const stranger = createHttp({ mcp: broker.mcp, certificate: makeCertificate().cert });
    const server = createServer({ cert, key }, (_request, response) => response.end()).listen(portOf(broker), '127.0.0.1');
    await once(server, 'listening');
    const post = { url: new URL(broker.mcp), headers: {}, body: '', signal: AbortSignal.timeout(PATIENCE) };
    await expect(stranger.post(post)).rejects.toMatchObject({ name: 'Unreached', sent: false });
    stranger.close();
    server.close();
  });
});

describe('its end', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startBroker({ consent: 'auto' });
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
  });
  const ended = (pid: number): boolean => {
    try {
      return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return true;
    }
  };

  it('the program closes its end: what was asked is answered, then it ends with 0', async () => {
    const bridge = start(broker.directory);
    const answer = bridge.ask('tools/list');
    expect(await bridge.end()).toBe(0);
    expect((await answer).result).toBeDefined();
  });

  it('SIGTERM ends it with 0, also while a stream is open', async () => {
    const bridge = start(broker.directory);
    await bridge.ask('tools/list');
    bridge.child.kill('SIGTERM');
    expect((await once(bridge.child, 'exit'))[0]).toBe(0);
  });

  it('a program that is killed leaves no bridge behind', async () => {
    const launcher = start(broker.directory, anotherProgram('Mortal'));
    await launcher.ask('tools/list');
    const children = readFileSync(`/proc/${launcher.child.pid}/task/${launcher.child.pid}/children`, 'utf8').trim().split(' ').map(Number);
    expect(children.every((pid) => !ended(pid))).toBe(true);
    // The pipe stays open in this process, so only the death itself can tell.
    launcher.child.kill('SIGKILL');
    await until(() => expect(children.every(ended)).toBe(true));
  });

  it('a wrong word is one line and exit code 2', async () => {
    const { code, out, err } = await run('src/cli/gatehouse.ts', ['bridge', '--nonsense']);
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
  });

  it('`gatehouse bridge` is the same bridge, and SIGTERM ends it though its input stays open', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/cli/gatehouse.ts'), 'bridge', '--data-dir', broker.directory]);
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })}\n`);
    expect(JSON.parse((await once(createInterface({ input: child.stdout }), 'line'))[0])).toMatchObject({ id: 1 });
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it('with nobody to speak to it ends at once', async () => {
    const { code, out } = await run('src/cli/gatehouse.ts', ['bridge', '--data-dir', broker.directory]);
    expect([code, out]).toEqual([0, '']);
  });
});
