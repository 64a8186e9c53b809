import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClientView } from '../../src/shared/views.ts';
import { allowNext } from '../support/answer.ts';
import { type Broker, removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { browse, createScriptedBrowser, type ScriptedBrowser } from '../support/scripted-browser.ts';
import { until } from '../support/until.ts';

const proxy = resolve(import.meta.dirname, '../../node_modules/mcp-remote/dist/proxy.js');

describe('mcp-remote as a process', () => {
  let broker: Broker;
  let browser: ScriptedBrowser;
  let child: ChildProcess | undefined;
  const home = temporaryDirectory();
  beforeAll(async () => {
    broker = await startBroker();
    browser = createScriptedBrowser(home);
  });
  // The next one listens where this one did; while both do, the answer would go to another program than the person was shown.
  afterEach(async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
    removeDirectory(home);
  });

  /** A program that speaks over pipes has started it and said hello. */
  function start() {
    const started = spawn(process.execPath, [proxy, broker.mcp], {
      env: { ...process.env, ...browser.environment, MCP_REMOTE_CONFIG_DIR: join(home, 'auth') },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child = started;
    let log = '';
    started.stderr.on('data', (chunk) => {
      log += chunk;
    });
    const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
    const send = (message: object) => started.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } } });
    return {
      send,
      said: () => log,
      async answer(id: number) {
        for (;;) {
          const { value, done } = await lines.next();
          if (done) throw new Error(`mcp-remote ended: ${log}`);
          const message = JSON.parse(value as string) as { id?: number; result?: Record<string, unknown> };
          if (message.id === id) return message;
        }
      },
    };
  }

  /** The person's part: the page opens, the popup is answered from outside, the page leads back. */
  async function logIn(said: () => string): Promise<void> {
    const url = await browser.opened(said);
    // With a token that was refused it opens the page first and listens for the answer afterwards, in time for a person but not for a script.
    await until(() => expect(said()).toContain('callback server running'));
    const answered = allowNext(broker);
    await browse(url);
    await answered;
  }

  it('opens the browser, comes back with a token, and passes a tool call through', async () => {
    const remote = start();
    await logIn(remote.said);
    expect(await remote.answer(1)).toMatchObject({ result: { serverInfo: { name: 'gatehouse' } } });
    remote.send({ method: 'notifications/initialized' });
    remote.send({ id: 2, method: 'tools/call', params: { name: 'memory_store', arguments: { content: 'through mcp-remote' } } });
    expect(await remote.answer(2)).toMatchObject({ result: { structuredContent: { outcome: 'stored' } } });
  });

  it('whose registration was removed registers again by itself and asks the person once (invalid_client at the token endpoint)', async () => {
    const { clients } = await broker.command<{ clients: ClientView[] }>('clients');
    const [{ id } = { id: '' }] = clients;
    await broker.command('client', 'remove', id);
    const remote = start();
    await logIn(remote.said);
    expect(await remote.answer(1)).toMatchObject({ result: { serverInfo: { name: 'gatehouse' } } });
    const { clients: now } = await broker.command<{ clients: ClientView[] }>('clients');
    expect(now).toMatchObject([{ name: 'MCP CLI Proxy', state: 'connected' }]);
    expect(now[0]?.id).not.toBe(id);
  });
});
