/** `gatehouse sessions`, `token` and `keys`: what programs show, and what it is signed with. */
import { InvalidArgumentError } from 'commander';
import type { SessionView } from '../../shared/views.ts';
import { collect, lengthOfTime, type Options, oneOf } from '../options.ts';
import { showSessions } from '../show.ts';
import type { Parts } from './parts.ts';

export function credentialCommands({ command, ask }: Pick<Parts, 'command' | 'ask'>): void {
  command('sessions', 'open logins').action((options: Options) =>
    ask<{ sessions: SessionView[] }>(options, 'sessions.list', {}, ({ sessions }, now) => showSessions(sessions, now)),
  );

  command('token <what>', '`create` makes a key for scripts, shown once')
    .option('--name <name>', 'what the key is for')
    .option('--scope <scopes...>', 'permissions; memory:read when left out', collect, undefined)
    .option('--for <time>', 'how long: 90d, 12h, 30m; 90d when left out', lengthOfTime)
    .option('--compartment <name>', 'which memories')
    .action((what: string, options: Options & { name?: string; scope?: string[]; for?: string; compartment?: string }) => {
      oneOf('token', what, ['create']);
      if (options.name === undefined) throw new InvalidArgumentError('Say what the key is for with --name');
      const { name, scope: scopes, for: length, compartment } = options;
      return ask<{ token: string }>(options, 'tokens.create', { name, scopes, for: length, compartment }, ({ token }) => token);
    });

  command('keys <what>', '`rotate` signs with a new key; nobody is disconnected').action(async (what: string, options: Options) => {
    oneOf('keys', what, ['rotate']);
    await ask<{ kid: string }>(options, 'keys.rotate', {}, ({ kid }) => `A new key signs from now on: ${kid}`);
  });
}
