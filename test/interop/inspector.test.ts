import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectControl } from '../../src/cli/control-client.ts';
import type { AttemptWithRemedy } from '../../src/shared/attempt-views.ts';
import type { ClientView } from '../../src/shared/views.ts';
import { allowNext } from '../support/answer.ts';
import { type Broker, removeDirectory, startBroker, temporaryDirectory } from '../support/broker.ts';
import { browse, createScriptedBrowser, type ScriptedBrowser } from '../support/scripted-browser.ts';

const inspector = resolve(import.meta.dirname, '../../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');

describe('the official Inspector’s command line as a process', () => {
  let broker: Broker;
  let browser: ScriptedBrowser;
  const home = temporaryDirectory();
  beforeAll(async () => {
    broker = await startBroker();
    browser = createScriptedBrowser(home);
  });
  afterAll(async () => {
    await broker.stop();
    removeDirectory(broker.directory);
    removeDirectory(home);
  });

  function start(...words: string[]) {
    const child = spawn(process.execPath, [inspector, '--cli', '--server-url', broker.mcp, '--transport', 'http', '--format', 'json', ...words], {
      env: {
        ...process.env,
        ...browser.environment,
        MCP_STORAGE_DIR: join(home, 'storage'),
        MCP_INSPECTOR_SECRET_STORE: 'file',
        MCP_AUTO_OPEN_ENABLED: 'true',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    const ended = once(child, 'close').then(([code]) => ({ code: Number(code), out, err }));
    return { ended, said: () => err };
  }

  async function logIn(...words: string[]) {
    const { ended, said } = start(...words);
    const url = await browser.opened(said);
    const answered = allowNext(broker);
    await browse(url);
    await answered;
    return ended;
  }

  const store = (content: string) => ['--method', 'tools/call', '--tool-name', 'memory_store', '--tool-arg', `content=${content}`];
  const recall = ['--method', 'tools/call', '--tool-name', 'memory_recall', '--tool-arg', 'query=Inspector'];
  const clients = async () => (await broker.command<{ clients: ClientView[] }>('clients')).clients;

  it('logs in with the person’s yes and stores a memory, on the older wire', async () => {
    const { code, out } = await logIn(...store('through the Inspector'));
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, result: { structuredContent: { outcome: 'stored' } } });
    expect(await clients()).toMatchObject([{ name: 'MCP Inspector', state: 'connected', scopes: ['memory:read', 'memory:write'] }]);
  });

  it('finds it again on the newer wire, with the login it has', async () => {
    const { code, out } = await start('--stored-auth-only', '--protocol-era', 'modern', ...recall).ended;
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, result: { structuredContent: { items: [{ content: 'through the Inspector' }] } } });
  });

  it('lists eight tools whose schemas it has nothing to say against', async () => {
    const { code, out, err } = await start('--stored-auth-only', '--method', 'tools/list', '--strict').ended;
    expect({ code, err }).toMatchObject({ code: 0 });
    expect((JSON.parse(out) as { result: { tools: unknown[] } }).result.tools).toHaveLength(8);
  });

  it('is refused at its next request once the person disconnects it, and the attempt says why and what to do', async () => {
    const [{ id } = { id: '' }] = await clients();
    await broker.command('revoke', id);
    const { code } = await start('--stored-auth-only', ...recall).ended;
    expect(code).not.toBe(0);
    const control = await connectControl(broker.directory);
    const { attempts } = await control.call<{ attempts: AttemptWithRemedy[] }>('attempts.list', {});
    control.close();
    expect(attempts.find(({ stopped }) => stopped?.problem === 'revoked')).toMatchObject({
      program: 'MCP Inspector',
      remedy: expect.stringContaining('--relogin'),
    });
  });

  it('comes back as the remedy says, and stays one row', async () => {
    const { code, out } = await logIn('--relogin', ...recall);
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, result: { structuredContent: { items: [{ content: 'through the Inspector' }] } } });
    expect(await clients()).toMatchObject([{ name: 'MCP Inspector', state: 'connected' }]);
  });
});
