/** `gatehouse requests`, `allow` and `deny`: who is asking, and the answer. */
import { Option } from 'commander';
import type { RequestsView } from '../../shared/views.ts';
import { collect, type Options } from '../options.ts';
import { showRequests } from '../show.ts';
import { watchRequests } from '../watch-requests.ts';
import type { Parts } from './parts.ts';

export function requestCommands({ command, ask, io }: Pick<Parts, 'command' | 'ask' | 'io'>): void {
  command('requests', 'who is asking')
    .option('--watch', 'go on and show every change')
    .action((options: Options & { watch?: true }) =>
      options.watch ? watchRequests(options, io) : ask<RequestsView>(options, 'requests.list', {}, showRequests),
    );

  command('allow <id>', 'allow a request, by its id or its code')
    .option('--scope <scopes...>', 'permissions, for example memory:read', collect, undefined)
    .addOption(new Option('--for <duration>', 'how long').choices(['once', '30d', 'always']))
    .option('--compartment <name>', 'which memories')
    .action((id: string, options: Options & { scope?: string[]; for?: string; compartment?: string }) =>
      ask<{ allowed: string[]; for: string }>(
        options,
        'requests.allow',
        { id, scopes: options.scope, for: options.for, compartment: options.compartment },
        ({ allowed }) => (allowed.length === 0 ? 'Allowed, this once.' : `Allowed: ${allowed.join(' ')}`),
      ),
    );

  command('deny <id>', 'deny a request, by its id or its code')
    .option('--block', 'you did not ask for this: hold back what asked as well')
    .action((id: string, options: Options & { block?: true }) => ask(options, 'requests.deny', { id, block: options.block === true }, () => 'Denied.'));
}
