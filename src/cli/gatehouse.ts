/** Entry of the `gatehouse` command. */

import { DEFAULT_PORT } from '../edge/choose-profile.ts';
import { systemClock } from '../edge/clock.ts';
import { defaultDataDirectory } from '../edge/data-directory.ts';
import { readVersion } from '../edge/version.ts';
import { connectControl } from './control-client.ts';
import { makeConnector } from './make-connector.ts';
import { runCommand } from './program.ts';

process.stdout.on('error', () => process.exit(0));
process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
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
  serve: async (words) => {
    const { serveHeadless } = await import('../headless.ts');
    return serveHeadless(words, { checkout: false });
  },
});
