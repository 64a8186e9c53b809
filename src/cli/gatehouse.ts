/** Entry of the `gatehouse` command. */
import { DEFAULT_PORT } from '../edge/choose-profile.ts';
import { systemClock } from '../edge/clock.ts';
import { defaultDataDirectory } from '../edge/data-directory.ts';
import { askPassphrase } from '../edge/files/passphrase.ts';
import { createProgress } from '../edge/files/progress.ts';
import { openInBrowser } from '../edge/open-in-browser.ts';
import { readVersion } from '../edge/version.ts';
import { connectControl } from './control-client.ts';
import { makeConnector } from './make-connector.ts';
import { runCommand } from './program.ts';

const progress = createProgress(process.stderr, systemClock.now);
const say = (stream: NodeJS.WriteStream, line: string) => {
  progress.clear();
  stream.write(`${line}\n`);
};

process.stdout.on('error', () => process.exit(0));
process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => say(process.stdout, line),
  err: (line) => say(process.stderr, line),
  now: () => systemClock.now(),
  version: readVersion(),
  connect: (directory) => connectControl(directory ?? process.env.GATEHOUSE_DATA_DIR ?? defaultDataDirectory(process.env)),
  connector: (directory, url) =>
    makeConnector({
      url: url ?? `http://127.0.0.1:${DEFAULT_PORT}/mcp`,
      dataDirectory: directory ?? process.env.GATEHOUSE_DATA_DIR ?? defaultDataDirectory(process.env),
      environment: process.env,
      now: () => systemClock.now(),
    }),
  progress: progress.show,
  passphrase: (descriptor, questions) =>
    askPassphrase({ descriptor, environment: process.env.GATEHOUSE_PASSPHRASE, input: process.stdin, output: process.stderr }, questions),
  openInBrowser: (directory, url) => openInBrowser(directory ?? process.env.GATEHOUSE_DATA_DIR ?? defaultDataDirectory(process.env), url, process.env),
  serve: async (words) => {
    const { serveHeadless } = await import('../headless.ts');
    return serveHeadless(words, { checkout: false });
  },
});
