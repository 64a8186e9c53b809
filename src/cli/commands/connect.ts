/** `gatehouse bridge` and `connect`: how programs of this computer get to the broker. */
import { InvalidArgumentError } from 'commander';
import { connectedPrograms } from '../../doctor/checks/log-in-again.ts';
import type { ClientView, SessionView, StatusView } from '../../shared/views.ts';
import { askIfRunning } from '../ask.ts';
import { listPrograms, runConnect } from '../connect-command.ts';
import type { LoginDesk } from '../log-in-at-once.ts';
import type { Options } from '../options.ts';
import { runRepair } from '../repair-command.ts';
import type { Parts } from './parts.ts';

export function connectCommands({ command, io, fail }: Pick<Parts, 'command' | 'io' | 'fail'>): void {
  // For the help alone: the bridge reads its words itself.
  command('bridge', 'for programs that only speak to servers over pipes; `connect` enters it there');

  command('connect [client]', 'let a program know Gatehouse; without one, which programs are here')
    .option('--dry-run', 'show what would change')
    .option('--undo', 'take the entry out again')
    .option('--repair', 'put back every entry that is gone or leads elsewhere, after another port or profile too')
    .action(async (client: string | undefined, options: Options & { dryRun?: true; undo?: true; repair?: true }) => {
      if (options.repair && (client !== undefined || options.undo)) throw new InvalidArgumentError('--repair looks at every program, and takes nothing out');
      const url = await addressOf(options);
      const connector = io.connector(options.dataDir, url);
      if (url === null) io.err('Gatehouse is not running; the address that it will have is used.');
      if (client !== undefined) return runConnect(connector, { client, ...options }, io.out, url === null ? null : await loginDesk(options));
      if (!options.repair) return listPrograms(connector, options.json === true, io.out, url === null ? () => true : await loggedIn(options));
      if (!(await runRepair(connector, options, io.out))) fail(1);
    });

  /** @returns where programs reach the broker; null when none runs */
  async function addressOf(options: Options): Promise<string | null> {
    return (await askIfRunning<StatusView>(io, options, 'status'))?.mcp ?? null;
  }

  async function loggedIn(options: Options): Promise<(program: string) => boolean> {
    const clients = (await askIfRunning<{ clients: ClientView[] }>(io, options, 'clients.list'))?.clients;
    return clients === undefined ? () => true : connectedPrograms(clients);
  }

  async function loginDesk(options: Options): Promise<LoginDesk | null> {
    const run = await io.terminal();
    const logins = async () => (await askIfRunning<{ sessions: SessionView[] }>(io, options, 'sessions.list'))?.sessions.map(({ id }) => id) ?? [];
    return run === null ? null : { run, logins };
  }
}
