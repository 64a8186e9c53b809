import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Broker, removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { connectBroker } from '../support/connect-broker.ts';
import { startTokenProxy, type TokenProxy } from '../support/token-proxy.ts';
import baseline from './server-conformance.json' with { type: 'json' };

const suite = resolve(import.meta.dirname, '../../node_modules/@modelcontextprotocol/conformance/dist/index.js');

type Check = { readonly id: string; readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'INFO' };
type Expected = { readonly passes: readonly string[]; readonly fails: Readonly<Record<string, readonly string[]>> };

/** Every check of a frozen revision, as `scenario/check`, by how it ended. A check that ran several times failed if it failed once. */
async function runSuite(url: string, revision: string): Promise<{ passes: string[]; fails: string[] }> {
  const results = temporaryDirectory();
  const child = spawn(process.execPath, [suite, 'server', '--url', url, '--requirements', revision, '-o', results], { stdio: 'ignore' });
  await once(child, 'close');
  const ended = (status: Check['status']) =>
    readdirSync(results).flatMap((folder) => {
      const scenario = /^server-(.+)-\d{4}-\d{2}-\d{2}T/.exec(folder)?.[1] ?? folder;
      const checks = JSON.parse(readFileSync(join(results, folder, 'checks.json'), 'utf8')) as Check[];
      return checks.filter((check) => check.status === status).map(({ id }) => `${scenario}/${id}`);
    });
  const fails = [...new Set(ended('FAILURE'))].sort();
  const passes = [...new Set(ended('SUCCESS'))].filter((name) => !fails.includes(name)).sort();
  removeDirectory(results);
  return { passes, fails };
}

describe('the official conformance suite, MCP server, through a proxy that adds the token', () => {
  let broker: Broker;
  let proxy: TokenProxy;
  beforeAll(async () => {
    broker = await startBroker({ consent: 'auto' });
    const { tokens } = await connectBroker(broker.issuer);
    proxy = await startTokenProxy(broker.mcp, tokens.access_token);
  });
  afterAll(async () => {
    await proxy.close();
    await broker.stop();
    removeDirectory(broker.directory);
  });

  it.each(Object.entries(baseline as Record<string, Expected>))('%s: passes and fails exactly what the baseline says', async (revision, expected) => {
    const { passes, fails } = await runSuite(proxy.url, revision);
    expect(fails).toEqual(Object.values(expected.fails).flat().sort());
    expect(passes).toEqual(expected.passes);
  });
});
