/** Entry of the `gatehouse` command. */
import { systemClock } from '../edge/clock.ts';
import { defaultDataDirectory } from '../edge/data-directory.ts';
import { readVersion } from '../edge/version.ts';
import { connectControl } from './control-client.ts';
import { runCommand } from './program.ts';

process.stdout.on('error', () => process.exit(0));
process.exitCode = await runCommand(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  now: () => systemClock.now(),
  version: readVersion(),
  connect: (directory) => connectControl(directory ?? process.env.GATEHOUSE_DATA_DIR ?? defaultDataDirectory(process.env)),
  serve: async (words) => {
    const { serveHeadless } = await import('../headless.ts');
    return serveHeadless(words, { checkout: false });
  },
});
