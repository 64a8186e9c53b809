/** `gatehouse clients` and `client`: the programs that are known, one of them, one more, one less. */
import { InvalidArgumentError } from 'commander';
import type { ClientView } from '../../shared/views.ts';
import { collect, type Options } from '../options.ts';
import { type AddedClient, showAddedClient, showClient, showClients } from '../show.ts';
import type { Parts } from './parts.ts';

type AddOptions = {
  readonly name?: string;
  readonly redirect?: string[];
  readonly scope?: string[];
  readonly confidential?: true;
  readonly preset?: string;
};

export function clientCommands({ command, ask }: Pick<Parts, 'command' | 'ask'>): void {
  command('clients', 'every program that registered').action((options: Options) =>
    ask<{ clients: ClientView[] }>(options, 'clients.list', {}, ({ clients }, now) => showClients(clients, now)),
  );

  command('client <id> [which]', 'one program; `client add` enters one that cannot register itself, `client remove ID` forgets one')
    .option('--name <name>', 'add: what it is called')
    .option('--redirect <address...>', 'add: where it is answered, for example http://127.0.0.1/callback', collect, undefined)
    .option('--scope <scopes...>', 'add: the most it may ever ask for', collect, undefined)
    .option('--confidential', 'add: it has a secret, shown once')
    .option('--preset <program>', 'add: claude-code, cursor or vscode, instead of name and address')
    .action((id: string, which: string | undefined, options: Options & AddOptions) => {
      if (id === 'remove') return remove(which, options);
      if (which !== undefined) throw new InvalidArgumentError(`After client ${id} comes nothing more; there are client ID, client add and client remove ID`);
      if (id === 'add') return add(options);
      return ask<{ client: ClientView }>(options, 'clients.get', { id }, ({ client }, now) => showClient(client, now));
    });

  function add({ name, redirect: redirectUris, scope: scopes, confidential, preset, ...options }: Options & AddOptions): Promise<void> {
    if (preset === undefined && (name === undefined || redirectUris === undefined)) {
      throw new InvalidArgumentError('Say what it is called with --name and where it is answered with --redirect, or use --preset');
    }
    return ask<AddedClient>(options, 'clients.add', { name, redirectUris, scopes, confidential, preset }, showAddedClient);
  }

  function remove(id: string | undefined, options: Options): Promise<void> {
    if (id === undefined) throw new InvalidArgumentError('Say which one to remove');
    return ask(options, 'clients.remove', { id }, () => 'Removed. Its next request is refused; to come back it has to register again.');
  }
}
