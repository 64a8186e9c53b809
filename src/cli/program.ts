/** The `gatehouse` command: its words, its options, and what each asks of a running broker. */
import { Command, InvalidArgumentError } from 'commander';
import { asksForHelp } from '../edge/serve-options.ts';
import { createAsk } from './ask.ts';
import { accessCommands } from './commands/access.ts';
import { activityCommand } from './commands/activity.ts';
import { clientCommands } from './commands/clients.ts';
import { connectCommands } from './commands/connect.ts';
import { credentialCommands } from './commands/credentials.ts';
import { doctorCommand } from './commands/doctor.ts';
import { memoryCommands } from './commands/memories.ts';
import { movingCommands } from './commands/moving.ts';
import type { Parts } from './commands/parts.ts';
import { requestCommands } from './commands/requests.ts';
import { serveCommand } from './commands/serve.ts';
import { statusCommand } from './commands/status.ts';
import { windowCommand } from './commands/window.ts';
import { type ExitCode, explain } from './exit-code.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** @param words what came after `gatehouse` */
export async function runCommand(words: readonly string[], io: Io): Promise<ExitCode> {
  const [first = ''] = words;
  if (first === 'serve' && !asksForHelp(words)) return (await io.serve(words.slice(1))) as ExitCode;
  if (first === 'bridge' && !asksForHelp(words)) return (await io.bridge(words.slice(1))) as ExitCode;
  let code: ExitCode = 0;
  let dataDir: string | undefined;
  // A sentence names the command for the broker that this one was given for.
  const forIt: Io = { ...io, out: (line) => io.out(line, dataDir), err: (line) => io.err(line, dataDir) };
  const program = describe(forIt, (failure) => {
    code = failure;
  });
  program.hook('preAction', (_program, command) => {
    dataDir = command.opts<Options>().dataDir;
  });
  try {
    if (words.includes('')) throw new InvalidArgumentError('One of the words is empty');
    await program.parseAsync(words.length === 0 ? ['--help'] : [...words], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, { command: program.commands.some((command) => command.name() === first) ? first : null, dataDir }, io);
  }
}

function describe(io: Io, fail: (code: ExitCode) => void): Command {
  const program = new Command('gatehouse')
    .description('Ask a running Gatehouse, answer its requests, take access away.')
    .version(io.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), outputError: () => undefined })
    .showSuggestionAfterError(false);
  const command = (usage: string, description: string): Command =>
    program
      .command(usage)
      .description(description)
      .option('--data-dir <directory>', 'the data directory of the broker')
      .option('--json', 'one JSON line on stdout');
  const parts: Parts = { command, ask: createAsk(io), io, fail };

  // The help lists them in this order.
  serveCommand(program);
  statusCommand(parts);
  requestCommands(parts);
  clientCommands(parts);
  accessCommands(parts);
  credentialCommands(parts);
  memoryCommands(parts);
  activityCommand(parts);
  connectCommands(parts);
  windowCommand(parts);
  doctorCommand(parts);
  movingCommands(parts);

  for (const each of [program, ...program.commands]) each.exitOverride().allowExcessArguments(false);
  return program;
}
