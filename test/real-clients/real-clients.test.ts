import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientView, MemoryView } from '../../src/shared/views.ts';
import { allowNext } from '../support/answer.ts';
import { type Broker, type Outcome, removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { browse, createScriptedBrowser, type ScriptedBrowser } from '../support/scripted-browser.ts';
import { CLIENTS, cannotRun, furnish, versionOf } from './clients.ts';
import { NO_TOOL, type ScriptedModel, startScriptedModel } from './scripted-model.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const CONTENT = 'The person likes their tea green';
const SENTENCE = 'Remember how I like my tea.';

describe.each(CLIENTS.map((client) => ({ client, title: `${client.name} ${versionOf(client)}` })))('$title, as it is published', ({ client }) => {
  describe.skipIf(cannotRun(client))('(skipped where it is not installed, but not in CI)', () => {
    let broker: Broker;
    let model: ScriptedModel;
    let browser: ScriptedBrowser;
    let terminal: Terminal;
    let environment: Record<string, string | undefined>;
    let shown = '';
    const home = temporaryDirectory();

    beforeAll(async () => {
      [broker, model] = await Promise.all([startBroker(), startScriptedModel(CONTENT)]);
      browser = createScriptedBrowser(home);
      environment = { ...cleanEnvironment(), ...browser.environment, ...client.environment(model.url), XDG_CONFIG_HOME: join(home, '.config') };
      furnish(client, home, join(home, 'bin'), model.url);
      terminal = createTerminal(home, environment, (text) => {
        shown += text;
      });
    });
    afterAll(async () => {
      terminal.close();
      await broker.stop();
      await model.close();
      removeDirectory(broker.directory);
      removeDirectory(home);
    });

    const gatehouse = (...words: string[]): Promise<Outcome> => run('src/cli/gatehouse.ts', [...words, '--data-dir', broker.directory], environment);
    const memories = async () => (await broker.command<{ memories: MemoryView[] }>('memories')).memories.map(({ content, author }) => [content, author.name]);
    const clients = async () => (await broker.command<{ clients: ClientView[] }>('clients')).clients;

    /** The person's part: the page opens, the question is answered, the page leads back. */
    async function logIn(): Promise<void> {
      const loggedIn = client.logIn(terminal);
      const url = await browser.opened(() => (client.saysAddress ? shown : ''));
      const [question] = await Promise.all([allowNext(broker), browse(url)]);
      expect(question.client.name).toBe(client.name);
      await loggedIn;
    }

    /** @returns what its agent said at the end */
    async function work(): Promise<string> {
      const child = spawn('sh', ['-c', 'exec "$@"', 'sh', ...client.work(SENTENCE)], { cwd: home, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk: string) => {
          said += chunk;
        });
      }
      await once(child, 'close');
      return said;
    }

    it('`gatehouse connect` makes its entry', async () => {
      expect(await gatehouse('connect', client.id)).toMatchObject({ code: 0, err: '' });
      expect(await gatehouse('connect', client.id)).toMatchObject({ code: 0, out: expect.stringContaining('already') });
    });

    it('gets in the first time, and the person is asked once', async () => {
      await logIn();
      expect(await clients()).toMatchObject([{ name: client.name, state: 'connected' }]);
    });

    it('its agent finds the tool, and what it stores is kept under its name', async () => {
      expect(await work()).toContain('stored');
      expect(await memories()).toEqual([[CONTENT, client.name]]);
    });

    it('disconnected, it is refused at once, and its agent stores nothing more', async () => {
      const [{ id } = { id: '' }] = await clients();
      await broker.command('revoke', id);
      expect(await work()).not.toContain('stored');
      expect(await memories()).toHaveLength(1);
    });

    it('gets in again when the person allows it again', async () => {
      await logIn();
      expect(await work()).toMatch(/stored|existing|duplicate/);
    });

    it('`gatehouse connect --undo` takes its entry out again', async () => {
      expect(await gatehouse('connect', client.id, '--undo')).toMatchObject({ code: 0, err: '' });
      expect(await work()).toContain(NO_TOOL);
    });
  });
});

/** Without a way to the outside, a keychain that remembers the last run, or anything that says how the tests are run. */
function cleanEnvironment(): Record<string, string | undefined> {
  const { PATH, LANG, TERM = 'xterm-256color', TMPDIR } = process.env;
  const nowhere = 'http://127.0.0.1:9';
  return {
    PATH,
    LANG,
    TERM,
    TMPDIR,
    DISPLAY: ':99',
    HTTPS_PROXY: nowhere,
    https_proxy: nowhere,
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
  };
}
