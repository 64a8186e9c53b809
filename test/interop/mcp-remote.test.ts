import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowNext } from '../support/answer.ts';
import { type Broker, removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';

const proxy = resolve(import.meta.dirname, '../../node_modules/mcp-remote/dist/proxy.js');

describe('mcp-remote as a process', () => {
  let broker: Broker;
  const home = temporaryDirectory();
  beforeAll(async () => {
    broker = await startBroker();
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
    removeDirectory(home);
  });

  it('opens the browser, comes back with a token, and passes a tool call through', async () => {
    const opened = join(home, 'opened');
    const bin = join(home, 'bin');
    mkdirSync(bin);
    // The machine's browser, as far as any program can tell: it writes down what it was asked to open.
    for (const name of ['xdg-open', 'open']) {
      writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${opened}'\n`);
      chmodSync(join(bin, name), 0o755);
    }
    const child = spawn(process.execPath, [proxy, broker.mcp], {
      env: { ...process.env, HOME: home, MCP_REMOTE_CONFIG_DIR: join(home, 'auth'), PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}` },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let log = '';
    child.stderr.on('data', (chunk) => {
      log += chunk;
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } } });

    const url = await authorizationUrl(() => (existsSync(opened) ? readFileSync(opened, 'utf8') : '') + log);
    const answered = allowNext(broker);
    await browse(url);
    await answered;

    const next = async (id: number) => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`mcp-remote ended: ${log}`);
        const message = JSON.parse(value as string) as { id?: number; result?: Record<string, unknown> };
        if (message.id === id) return message;
      }
    };
    expect(await next(1)).toMatchObject({ result: { serverInfo: { name: 'gatehouse' } } });
    send({ method: 'notifications/initialized' });
    send({ id: 2, method: 'tools/call', params: { name: 'memory_store', arguments: { content: 'through mcp-remote' } } });
    expect(await next(2)).toMatchObject({ result: { structuredContent: { outcome: 'stored' } } });
    child.kill();
  });
});

async function authorizationUrl(read: () => string): Promise<string> {
  for (let tries = 0; tries < 400; tries += 1) {
    const url = /http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\?[^\s"']+/.exec(read())?.[0];
    if (url !== undefined) return url;
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error(`no authorization URL in: ${read()}`);
}

/** Follows every redirect, waiting as the page asks, until the client's own page answers. */
async function browse(url: string): Promise<void> {
  for (let tries = 0, at = url; tries < 600; tries += 1) {
    const response = await fetch(at, { redirect: 'manual' });
    const to = response.headers.get('location');
    await response.text();
    if (to !== null) at = to;
    else if (!at.includes('/oauth/authorize/')) return;
    else await new Promise((again) => setTimeout(again, 50));
  }
}
