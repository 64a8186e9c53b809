/**
 * Entry of the `gatehouse` command that the installers bring (ruling 31): one executable without native modules, which only
 * speaks to the control socket. It is CommonJS once it is bundled, so nothing here waits at the top.
 */
import { INSTALLED } from '../shared/spell-command.ts';
import { makeIo } from './make-io.ts';
import { runCommand } from './program.ts';

/** Written in by scripts/build-command.mjs: there is no package.json beside it. */
declare const GATEHOUSE_VERSION: string;

const io = makeIo(process.env, {
  version: GATEHOUSE_VERSION,
  call: INSTALLED,
  startIt: 'Start the Gatehouse app.',
  serve: async () => {
    io.err('This command does not hold the broker: start the Gatehouse app, or serve from a checkout.');
    return 1;
  },
});

process.stdout.on('error', () => process.exit(0));
void runCommand(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
