/** `gatehouse compartments`, `held`, `memories`, `forget-client`, `reflect` and `undo`: what is remembered, and where. */
import type { Show } from '../ask.ts';
import { runCompartments } from '../compartments.ts';
import { runHeld } from '../held.ts';
import { forgetClient, listMemories, undo } from '../memories.ts';
import { collect, type Options } from '../options.ts';
import { runReflect } from '../reflect.ts';
import type { Parts } from './parts.ts';

export function memoryCommands({ command, ask }: Pick<Parts, 'command' | 'ask'>): void {
  const asking =
    (options: Options) =>
    <Result>(method: string, params: unknown, show: Show<Result>) =>
      ask(options, method, params, show);

  command('compartments [what] [compartment] [name]', 'where memories are kept apart; create NAME, rename NAME NEW, remove NAME, windows NAME, move FROM TO')
    .option('--reads <names...>', 'windows: all that its programs may read as well; left out, nothing', collect, undefined)
    .option('--ids <ids...>', 'move: which memories', collect, undefined)
    .action((what: string | undefined, compartment: string | undefined, name: string | undefined, options: Options & { reads?: string[]; ids?: string[] }) =>
      runCompartments(asking(options), { what, compartment, name, reads: options.reads, ids: options.ids }),
    );

  command('held [what] [id]', 'texts that look like secrets or instructions and wait for you; show, release or delete one').action(
    (what: string | undefined, id: string | undefined, options: Options) => runHeld(asking(options), what, id),
  );

  command('memories', 'what is remembered, newest first')
    .option('--search <words>', 'what fits these words, best first')
    .option('--client <id>', 'what this program wrote')
    .option('--compartment <name>', 'of one compartment only')
    .option('--bin', 'what was forgotten in the last 30 days')
    .action((options: Options & { search?: string; client?: string; compartment?: string; bin?: true }) => listMemories(asking(options), options));

  command('forget-client <id>', 'forget everything that a program wrote; undone with one `undo`').action((id: string, options: Options) =>
    forgetClient(asking(options), id),
  );

  command('reflect [apply] [id]', 'what could be tidied up among the memories; `apply ID` does one of it')
    .option('--compartment <name>', 'of one compartment only')
    .option('--cursor <place>', 'where older memories go on')
    .action((what: string | undefined, id: string | undefined, options: Options & { compartment?: string; cursor?: string }) => {
      const { compartment, cursor } = options;
      return runReflect(asking(options), { what, id, compartment, cursor });
    });

  command('undo [action]', 'undo what was done to memories; without one, what can be undone').action((action: string | undefined, options: Options) =>
    undo(asking(options), action),
  );
}
