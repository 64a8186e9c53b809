/** The desktop host: one of the two composers. */
import { join } from 'node:path';
import { app, ipcMain, Notification, powerMonitor, protocol, session } from 'electron';
import { POPUP_LIFETIMES } from './consent/lifetimes.ts';
import { harden } from './desktop/harden.ts';
import { registerSchemes } from './desktop/pages/serve-pages.ts';
import { createPopupPrompt } from './desktop/popup/create-popup-prompt.ts';
import { watchPresence } from './desktop/presence.ts';
import { createTray } from './desktop/tray.ts';
import type { TrayState } from './desktop/tray-menu.ts';
import { explainStartError } from './edge/explain-start-error.ts';
import { readServeOptions } from './edge/serve-options.ts';
import { ORIGINS } from './shared/ipc.ts';
import type { StatusView } from './shared/views.ts';
import { type RunningBroker, startBroker } from './start-broker.ts';

/** Milliseconds between two looks at how long nobody has touched the machine. */
const PRESENCE = 5_000;

harden(app);
registerSchemes(protocol, Object.values(ORIGINS));
if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  await app.whenReady();
  let broker: RunningBroker | null = null;
  const show = createTray(join(app.getAppPath(), 'assets'), {
    lock: () => void broker?.gatehouse.control.setLocked(true).then(refresh),
    unlock: () => void broker?.gatehouse.control.setLocked(false).then(refresh),
    quit: () => app.quit(),
  });
  const state = async (): Promise<TrayState> => {
    if (broker === null) return { kind: 'problem', line: 'Gatehouse is not running' };
    return { kind: 'running', status: (await broker.admin.status?.({}, 'popup')) as StatusView, requests: broker.gatehouse.desk.list() };
  };
  const refresh = async () => show(await state());
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  // The app lives in the tray: closing its last window ends nothing.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    if (broker === null) return;
    event.preventDefault();
    const ending = broker;
    broker = null;
    void ending.close().finally(() => app.quit());
  });
  try {
    const options = readServeOptions(process.argv.slice(app.isPackaged ? 1 : 2));
    broker = await startBroker({
      host: 'desktop',
      version: app.getVersion(),
      options,
      environment: process.env,
      mayFallBack: !app.isPackaged,
      prompt: createPopupPrompt({
        ipcMain,
        session: session.fromPartition('consent', { cache: false }),
        pages: join(app.getAppPath(), 'dist'),
        extend(id) {
          const desk = broker?.gatehouse.desk;
          return desk?.extend(id) ? desk.find(id) : null;
        },
        log,
      }),
      lifetimes: POPUP_LIFETIMES,
      place: 'Look for its window.',
      // Without a name: the screen may be shared, or locked.
      onUnseen: () => new Notification({ title: 'Gatehouse', body: 'A program is waiting for you. See: gatehouse requests' }).show(),
      log,
    });
    broker.gatehouse.desk.onChange(() => void refresh());
    setInterval(
      watchPresence(powerMonitor, (away) => broker?.gatehouse.desk.setAway(away)),
      PRESENCE,
    );
    if (options.json) {
      const { issuer, mcp, pid } = broker.status;
      process.stdout.write(`${JSON.stringify({ event: 'listening', issuer, mcp, control: broker.control, pid })}\n`);
    }
    await refresh();
  } catch (error) {
    show({ kind: 'problem', line: explainStartError(error).line });
  }
}
