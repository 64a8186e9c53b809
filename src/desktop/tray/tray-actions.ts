/** What the lines of the tray do: the admin functions, and a word to the person when one of them did not work. */
import { AdminFault } from '../../admin/fault.ts';
import { confirm } from '../confirm.ts';
import type { LoginItem } from '../login-item.ts';
import type { Say } from '../notices.ts';
import type { TrayActions } from './state.ts';
import { nameOf } from './words.ts';

export type TrayActionsDeps = Pick<TrayActions, 'open' | 'review' | 'retry' | 'quit'> & {
  /** One of the admin functions; nothing happens while the broker does not run. */
  readonly ask: (method: string, parameters?: object) => Promise<unknown>;
  readonly login: LoginItem;
  readonly say: Say;
  /** What the menu shows may be another now. */
  readonly onChanged: () => void;
  readonly log: (line: string) => void;
};

export function createTrayActions({ ask, login, say, onChanged, log, ...rest }: TrayActionsDeps): TrayActions {
  function run(method: string, parameters?: object): void {
    ask(method, parameters).catch((error: unknown) => {
      // Whoever takes access away must hear when it was not taken.
      if (error instanceof AdminFault) return say(error.message);
      log(`fault in ${method}: ${String(error)}`);
      say('That could not be done. Gatehouse’s log says more.');
    });
  }

  return {
    ...rest,
    pause: (id) => run('clients.pause', { id }),
    resume: (id) => run('clients.resume', { id }),
    async disconnect(connection) {
      const yes = await confirm({
        message: `Disconnect ${nameOf(connection)}?`,
        detail: 'It stops working with your memories now. It can ask again.',
        yes: 'Disconnect',
      });
      if (yes) run('clients.revoke', { id: connection.id });
    },
    beQuiet: (minutes) => run('quiet.begin', minutes === null ? {} : { minutes }),
    endQuiet: () => run('quiet.end'),
    lock: () => run('lock'),
    unlock: () => run('unlock'),
    startAtLogin(on) {
      try {
        login.set(on);
      } catch (error) {
        log(`fault in start at login: ${String(error)}`);
        say('The system’s list of what starts at login could not be changed.');
      }
      onChanged();
    },
  };
}
