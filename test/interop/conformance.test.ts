import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowNext } from '../support/answer.ts';
import { type Broker, removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { register } from '../support/oauth-client.ts';
import { PATIENCE } from '../support/patience.ts';
import { quietPort } from '../support/quiet-port.ts';

const suite = resolve(import.meta.dirname, '../../node_modules/@modelcontextprotocol/conformance/dist/index.js');

type Check = { readonly id: string; readonly status: string; readonly errorMessage?: string };

describe('the official conformance suite, authorization server', () => {
  let broker: Broker;
  let port: number;
  const results = temporaryDirectory();
  beforeAll(async () => {
    broker = await startBroker();
    port = await quietPort();
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
    removeDirectory(results);
  });

  it('every scenario passes', async () => {
    const { client_id } = await register(broker.issuer, { client_name: 'conformance', redirect_uris: [`http://127.0.0.1:${port}/callback`] });
    const words = ['authorization', '--url', broker.issuer, '--client-id', String(client_id), '--resource', broker.mcp, '-p', String(port), '-o', results];
    const child = spawn(process.execPath, [suite, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let person: Promise<unknown> = Promise.resolve();
    let opened = false;
    const read = (chunk: Buffer) => {
      out += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\?\S+/.exec(out)?.[0];
      if (url === undefined || opened) return;
      opened = true;
      person = Promise.all([allowNext(broker), followToTheEnd(url, port)]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    const [code] = await once(child, 'close');
    await person;
    const checks = readdirSync(results, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('checks.json'))
      .flatMap((name) => JSON.parse(readFileSync(join(results, name), 'utf8')) as Check[]);
    expect(checks.filter(({ status }) => status === 'FAILURE')).toEqual([]);
    expect(checks.filter(({ status }) => status === 'SUCCESS').length, out).toBeGreaterThanOrEqual(2);
    expect(code, out).toBe(0);
  });
});

/** The browser: waits on the page as a browser without script does, then goes where it is sent. */
async function followToTheEnd(url: string, port: number): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (let at = url; Date.now() < end; ) {
    const response = await fetch(at, { redirect: 'manual' });
    const to = response.headers.get('location');
    if (response.status === 303 && to !== null) at = to;
    else if (new URL(at).port === String(port)) return;
    else await new Promise((again) => setTimeout(again, 50));
  }
}
