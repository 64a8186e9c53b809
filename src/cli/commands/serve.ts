import type { Command } from 'commander';
import { SERVE_HELP } from '../../edge/serve-options.ts';

/** `gatehouse serve`, for the help alone: the broker reads these words itself. */
export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('run the broker in this terminal')
    .configureHelp({ formatHelp: () => SERVE_HELP });
}
