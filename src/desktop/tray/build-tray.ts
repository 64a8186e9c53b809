/** The tray: what its lines do, what it shows, and when it is drawn again. */
import { app } from 'electron';
import type { AskBroker } from '../ask-broker.ts';
import { createFollow, type FollowDeps } from '../follow.ts';
import { createTray, type TrayDeps } from './create-tray.ts';
import { type Around, type Running, readState } from './read-state.ts';
import { createTrayActions, type TrayActionsDeps } from './tray-actions.ts';

type Deps = Pick<TrayDeps, 'icons' | 'platform' | 'desktop'> &
  Pick<TrayActionsDeps, 'login' | 'say' | 'open' | 'review' | 'retry'> &
  Pick<FollowDeps, 'window' | 'isWaiting' | 'log'> &
  Pick<Around, 'test'> & {
    readonly broker: Pick<AskBroker, 'ask' | 'clients'>;
    /** null while the broker does not run. */
    readonly running: () => Running | null;
    /** Why it does not run, as one line; null while that is not known. */
    readonly problem: () => string | null;
    readonly now: () => number;
  };

export function buildTray(deps: Deps) {
  const { icons, platform, desktop, login, say, open, review, retry, window, isWaiting, log, test, broker, running, problem, now } = deps;
  const onChanged = () => follow.changed();
  const actions = createTrayActions({ ask: broker.ask, login, say, open, review, retry, quit: () => app.quit(), onChanged, log });
  const tray = createTray({ icons, platform, desktop, actions });
  const draw = async () =>
    tray.show(await readState(running(), { problem: problem(), test, startsAtLogin: login.isOn(), clients: broker.clients, now: now() }));
  const follow = createFollow({ tray: draw, window, isWaiting, log });
  return { draw, follow, remove: tray.remove };
}
