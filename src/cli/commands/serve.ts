import type { Command } from 'commander';

/** `gatehouse serve`, for the help alone: the broker reads these words itself. */
export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('run the broker in this terminal')
    .option('--headless')
    .option('--port <port>')
    .option('--data-dir <directory>')
    .option('--json')
    .option('--vault <kind>')
    .option('--test-profile <directory>')
    .option('--consent <mode>');
}
