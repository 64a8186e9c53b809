/** The desktop host: one of the two composers. */
import { join } from 'node:path';
import { app, ipcMain, Notification, nativeTheme, powerMonitor, protocol, session } from 'electron';
import { POPUP_LIFETIMES } from './consent/lifetimes.ts';
import { mayQuit } from './desktop/confirm-quit.ts';
import { harden } from './desktop/harden.ts';
import { createLoginItem } from './desktop/login-item.ts';
import { registerSchemes, servePages } from './desktop/pages/serve-pages.ts';
import { createPopupPrompt } from './desktop/popup/create-popup-prompt.ts';
import { watchPresence } from './desktop/presence.ts';
import { handleQuit } from './desktop/quit.ts';
import { loadWithElectronStore, openSettings } from './desktop/settings.ts';
import { createTray } from './desktop/tray.ts';
import type { TrayState } from './desktop/tray-menu.ts';
import { startUpdates } from './desktop/updates/start-updates.ts';
import { answerWindow } from './desktop/window/answer-window.ts';
import { createMainWindow } from './desktop/window/main-window.ts';
import { createAutostartEntry } from './edge/autostart-entry.ts';
import { systemClock } from './edge/clock.ts';
import { explainStartError } from './edge/explain-start-error.ts';
import { readServeOptions } from './edge/serve-options.ts';
import { ORIGINS } from './shared/ipc.ts';
import type { ClientView, StatusView } from './shared/views.ts';
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
  let problem = 'Gatehouse is starting';
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const pages = join(app.getAppPath(), 'dist');
  const ask = async (method: string) => broker?.admin[method]?.({}, 'window');
  const login = createLoginItem(app, process.platform === 'linux' ? createAutostartEntry(process.env, startCommand()) : null);
  const look = watchPresence(powerMonitor, (away) => broker?.gatehouse.desk.setAway(away));

  const show = createTray(join(app.getAppPath(), 'assets'), {
    lock: () => void broker?.gatehouse.control.setLocked(true).then(refresh),
    unlock: () => void broker?.gatehouse.control.setLocked(false).then(refresh),
    review,
    open: () => window.open(),
    startAtLogin(on) {
      login.set(on);
      void refresh();
    },
    retry: () => void start(),
    quit: () => app.quit(),
  });
  show({ kind: 'problem', line: problem });

  const windowSession = session.fromPartition('window', { cache: false });
  servePages(windowSession, ORIGINS.window, join(pages, 'renderer', 'window'));
  const window = createMainWindow({ session: windowSession, preload: join(pages, 'preload', 'window.cjs'), onHidden: sayItStays, log });
  answerWindow({ ipcMain, owns: window.owns, admin: () => broker?.admin ?? null, review, log });
  const prompt = createPopupPrompt({ ipcMain, session: session.fromPartition('consent', { cache: false }), pages, extend, log });

  app.on('second-instance', () => window.open());
  app.on('activate', () => window.open());
  // The app lives in the tray: closing its last window ends nothing.
  app.on('window-all-closed', () => undefined);
  const quitAtOnce = handleQuit(app, { mayQuit: async () => mayQuit(await lastUse(), systemClock.now()), end, log });
  powerMonitor.on('shutdown', quitAtOnce);
  // Not once: a library's own hook would end the process at the second.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quitAtOnce);
  // What nobody has handled is written down; it must not take the broker and everyone's connections with it.
  process.on('unhandledRejection', (error) => log(`fault outside a request: ${error instanceof Error ? error.message : String(error)}`));
  setInterval(look, PRESENCE);
  startUpdates({ app, pages, wanted: wantsUpdates, busy: () => (broker?.gatehouse.desk.list().length ?? 0) > 0, log });
  await start();

  async function start(): Promise<void> {
    if (broker !== null) return;
    try {
      const options = readServeOptions(process.argv.slice(app.isPackaged ? 1 : 2));
      broker = await startBroker({
        host: 'desktop',
        version: app.getVersion(),
        options,
        environment: process.env,
        mayFallBack: !app.isPackaged,
        prompt,
        lifetimes: POPUP_LIFETIMES,
        loadSettings: loadWithElectronStore,
        place: 'Look for its window.',
        showWindow: () => window.open(),
        onUnseen: sayOneWaits,
        log,
      });
      nativeTheme.themeSource = openSettings(broker.status.dataDirectory).theme();
      broker.gatehouse.desk.onChange(() => void refresh());
      if (options.json) say(broker);
    } catch (error) {
      problem = explainStartError(error).line;
      log(problem);
    }
    await refresh();
  }

  function wantsUpdates(): boolean {
    return broker !== null && openSettings(broker.status.dataDirectory).updates();
  }

  async function end(): Promise<void> {
    window.release();
    const ending = broker;
    broker = null;
    await ending?.close();
  }

  async function refresh(): Promise<void> {
    window.changed();
    show(await state());
  }

  async function state(): Promise<TrayState> {
    if (broker === null) return { kind: 'problem', line: problem };
    return { kind: 'running', status: (await ask('status')) as StatusView, requests: broker.gatehouse.desk.list(), startsAtLogin: login.isOn() };
  }

  function review(id: string): boolean {
    // Whoever asks for it is there, whatever the last look said.
    look();
    return broker?.gatehouse.desk.review(id) ?? false;
  }

  function extend(id: string) {
    const desk = broker?.gatehouse.desk;
    return desk?.extend(id) ? desk.find(id) : null;
  }

  /** When a program last used a connection, milliseconds since the epoch. */
  async function lastUse(): Promise<number | null> {
    const { clients = [] } = ((await ask('clients.list')) ?? {}) as { clients?: readonly ClientView[] };
    return clients.reduce<number | null>((latest, { lastUsedAt }) => (lastUsedAt === null ? latest : Math.max(latest ?? 0, lastUsedAt)), null);
  }

  /** Without a name: the screen may be shared, or locked. */
  function sayOneWaits(): void {
    const notice = new Notification({ title: 'Gatehouse', body: 'A program is waiting for you.' });
    notice.on('click', () => {
      const [first] = broker?.gatehouse.desk.list() ?? [];
      if (first !== undefined) review(first.id);
    });
    notice.show();
  }

  /** Said once, ever. */
  function sayItStays(): void {
    const settings = broker === null ? null : openSettings(broker.status.dataDirectory);
    if (settings === null || settings.toldAboutTray()) return;
    settings.set('toldAboutTray', true);
    new Notification({ title: 'Gatehouse', body: 'Gatehouse goes on in the tray. Quit it from there.' }).show();
  }
}

/** For whoever started it with `--json`. */
function say({ status: { issuer, mcp, pid }, control }: RunningBroker): void {
  process.stdout.write(`${JSON.stringify({ event: 'listening', issuer, mcp, control, pid })}\n`);
}

/** How the app was started; an AppImage is started by its own file. */
function startCommand(): readonly string[] {
  return app.isPackaged ? [process.env.APPIMAGE ?? process.execPath] : [process.execPath, app.getAppPath()];
}
