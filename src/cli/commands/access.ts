/** `gatehouse pause`, `resume`, `revoke`, `lock` and `unlock`: taking access away, and giving it back. */
import { InvalidArgumentError } from 'commander';
import type { Show } from '../ask.ts';
import type { Options } from '../options.ts';
import type { Parts } from './parts.ts';

export function accessCommands({ command, ask }: Pick<Parts, 'command' | 'ask'>): void {
  command('pause <id>', 'keep the connection, refuse it for now').action((id: string, options: Options) =>
    ask(options, 'clients.pause', { id }, () => 'Paused. It is refused from now on.'),
  );

  command('resume <id>', 'end a pause, a cooldown or a block').action((id: string, options: Options) =>
    ask(options, id.startsWith('bk_') ? 'requests.unblock' : 'clients.resume', { id }, () => 'Resumed.'),
  );

  command('revoke [id]', 'disconnect a program; its next request is refused')
    .option('--all', 'every program')
    .action((id: string | undefined, options: Options & { all?: true }) => {
      if ((id === undefined) === (options.all === undefined)) throw new InvalidArgumentError('Name one program, or use --all');
      const show: Show<{ ended: number }> = ({ ended }) => (ended === 0 ? 'Nothing was connected.' : 'Disconnected. Its next request is refused.');
      return options.all ? ask(options, 'clients.revokeAll', {}, show) : ask(options, 'clients.revoke', { id }, show);
    });

  command('lock', 'refuse every program until unlocked').action((options: Options) => ask(options, 'lock', {}, () => 'Locked. Every program is refused.'));

  command('unlock', 'end the lock').action((options: Options) => ask(options, 'unlock', {}, () => 'Unlocked.'));
}
