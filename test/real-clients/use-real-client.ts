/** One client as it is published, a broker, a model and a browser, for one describe: what the person does in each. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { ClientView, MemoryView } from '../../src/shared/views.ts';
import { type Broker, type Outcome, removeDirectory, run, startBroker, temporaryDirectory } from '../support/broker.ts';
import { createScriptedBrowser, type ScriptedBrowser } from '../support/scripted-browser.ts';
import { furnish, type RealClient } from './clients.ts';
import { type ScriptedModel, startScriptedModel } from './scripted-model.ts';
import { createTerminal, type Terminal } from './terminal.ts';

const SENTENCE = 'Remember how I like my tea.';
/** What the model makes of it. */
export const CONTENT = 'The person likes their tea green';

export type UsedClient = {
  broker(): Broker;
  terminal(): Terminal;
  /** The words of `gatehouse WORDS`, to be run anywhere. */
  words(...words: string[]): readonly string[];
  /** Waits until it opens a login page. */
  opened(): Promise<string>;
  /** Runs them where the client is. */
  gatehouse(...words: string[]): Promise<Outcome>;
  /** @returns what these words said at their end */
  say(words: readonly string[]): Promise<string>;
  /** @returns what its agent said at the end */
  work(): Promise<string>;
  memories(): Promise<readonly (readonly [content: string, author: string | null])[]>;
  clients(): Promise<readonly ClientView[]>;
};

export function useRealClient(client: RealClient): UsedClient {
  let broker: Broker;
  let model: ScriptedModel;
  let browser: ScriptedBrowser;
  let terminal: Terminal;
  let environment: Readonly<Record<string, string | undefined>>;
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

  async function say(words: readonly string[]): Promise<string> {
    // Through a shell, which finds the program on the client's own path.
    const child = spawn('sh', ['-c', 'exec "$@"', 'sh', ...words], { cwd: home, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
    }
    await once(child, 'close');
    return said;
  }

  return {
    broker: () => broker,
    terminal: () => terminal,
    opened: () => browser.opened(() => (client.saysAddress ? shown : '')),
    words: (...words) => [process.execPath, join(import.meta.dirname, '..', '..', 'src', 'cli', 'gatehouse.ts'), ...words, '--data-dir', broker.directory],
    gatehouse: (...words) => run('src/cli/gatehouse.ts', [...words, '--data-dir', broker.directory], environment),
    say,
    work: () => say(client.work(SENTENCE)),
    memories: async () => (await broker.command<{ memories: MemoryView[] }>('memories')).memories.map(({ content, author }) => [content, author.name] as const),
    clients: async () => (await broker.command<{ clients: ClientView[] }>('clients')).clients,
  };
}

/** Without a way to the outside, a keychain that remembers the last run, or anything that says how the tests are run. */
function cleanEnvironment(): Record<string, string | undefined> {
  const { PATH, LANG, TERM = 'xterm-256color', TMPDIR } = process.env;
  const nowhere = 'http://127.0.0.1:9';
  const here = '127.0.0.1,localhost';
  return { PATH, LANG, TERM, TMPDIR, DISPLAY: ':99', HTTPS_PROXY: nowhere, https_proxy: nowhere, NO_PROXY: here, no_proxy: here };
}
