/** Entry of the `gatehouse` command in a checkout. */
import { readVersion } from '../edge/version.ts';
import { IN_CHECKOUT } from '../shared/spell-command.ts';
import { makeIo } from './make-io.ts';
import { runCommand } from './program.ts';

process.stdout.on('error', () => process.exit(0));
process.exitCode = await runCommand(
  process.argv.slice(2),
  makeIo(process.env, {
    version: readVersion(),
    call: IN_CHECKOUT,
    startIt: 'Start it with: npm start',
    serve: async (words) => {
      const { serveHeadless } = await import('../headless.ts');
      return serveHeadless(words, { checkout: false });
    },
  }),
);
