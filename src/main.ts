/** The desktop host: one of the two composers. */
import { join } from 'node:path';
import { app, ipcMain, Menu, nativeTheme, powerMonitor, protocol, session } from 'electron';
import { withLogin } from './admin/login-setting.ts';
import { POPUP_LIFETIMES } from './consent/lifetimes.ts';
import { appMenu } from './desktop/app-menu.ts';
import { createAskBroker } from './desktop/ask-broker.ts';
import { mayQuit } from './desktop/confirm-quit.ts';
import { createFollow } from './desktop/follow.ts';
import { harden } from './desktop/harden.ts';
import { holdBroker } from './desktop/hold-broker.ts';
import { createLoginItem } from './desktop/login-item.ts';
import { createNotices } from './desktop/notices.ts';
import { registerSchemes, servePages } from './desktop/pages/serve-pages.ts';
import { askWhenPresent } from './desktop/popup/ask-when-present.ts';
import { createPopupPrompt } from './desktop/popup/create-popup-prompt.ts';
import { watchPresence } from './desktop/presence.ts';
import { handleQuit } from './desktop/quit.ts';
import { createReviews } from './desktop/reviews.ts';
import { sayItStays } from './desktop/say-it-stays.ts';
import { loadWithElectronStore, openRemembered, saveWithElectronStore } from './desktop/settings.ts';
import { createTellAstray } from './desktop/tell-astray.ts';
import { createTellTheft } from './desktop/tell-theft.ts';
import { createTray } from './desktop/tray/create-tray.ts';
import { readState } from './desktop/tray/read-state.ts';
import type { TrayState } from './desktop/tray/state.ts';
import { createTrayActions } from './desktop/tray/tray-actions.ts';
import { startUpdates } from './desktop/updates/start-updates.ts';
import { answerWindow } from './desktop/window/answer-window.ts';
import { createMainWindow } from './desktop/window/main-window.ts';
import { clientRoute } from './desktop/window/route.ts';
import { settingsAlone } from './desktop/window/settings-alone.ts';
import { createAutostartEntry } from './edge/autostart-entry.ts';
import { systemClock } from './edge/clock.ts';
import { explainStartError } from './edge/explain-start-error.ts';
import { createFullScreen } from './edge/machine/full-screen.ts';
import { createRunTool } from './edge/machine/run-tool.ts';
import { readServeOptions } from './edge/serve-options.ts';
import { createSettingsBeforeStart } from './edge/settings-before-start.ts';
import { ORIGINS } from './shared/ipc.ts';
import { quotedName } from './shared/plain-text.ts';
import { startBroker } from './start-broker.ts';
import type { RunningBroker } from './starting/running-broker.ts';

const APP_ID = 'io.github.gatehouse.Gatehouse';
/** Milliseconds between two looks at who is there. */
const LOOK = 5_000;
/** Milliseconds between two looks at the settings of other programs. */
const LOOK_AROUND = 10 * 60_000;

harden(app);
// Windows shows no notification of an app that it cannot tell from its shortcut, which the installer names so.
app.setAppUserModelId(APP_ID);
registerSchemes(protocol, Object.values(ORIGINS));
if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  await app.whenReady();
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(process.platform)));
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const assets = join(app.getAppPath(), 'assets');
  const pages = join(app.getAppPath(), 'dist');
  const login = createLoginItem(app, process.platform === 'linux' ? createAutostartEntry(process.env, startCommand()) : null);
  const say = createNotices();

  const host = holdBroker<RunningBroker>({ start, onStarted: attend, explain, onChanged: () => follow.changed() });
  const admin = () => host.running()?.admin ?? null;
  const desk = () => host.running()?.gatehouse.desk ?? null;
  const isWaiting = () => (desk()?.list().length ?? 0) > 0;
  const { ask, clients, lastUse } = createAskBroker(admin);
  const presence = watchPresence({
    monitor: powerMonitor,
    isFullScreen: createFullScreen(createRunTool(process.platform, process.env)),
    setAway: (away) => desk()?.setAway(away),
  });

  const windowSession = session.fromPartition('window', { cache: false });
  servePages(windowSession, ORIGINS.window, join(pages, 'renderer', 'window'));
  const window = createMainWindow({ session: windowSession, preload: join(pages, 'preload', 'window.cjs'), onHidden: sayOnce, log });
  const consentSession = session.fromPartition('consent', { cache: false });
  const popup = createPopupPrompt({
    ipcMain,
    session: consentSession,
    pages,
    extend: (id) => reviews.extend(id),
    onConnectedUnseen: ({ client }) => say(`${quotedName(client.name)} is connected.`, () => window.open(clientRoute(client.id))),
    log,
  });
  const prompt = askWhenPresent(popup, presence.lookClosely);
  const reviews = createReviews({ desk, presence, wanted: prompt.wanted, open: window.open });
  const settings = createSettingsBeforeStart({ options: serveOptions, environment: process.env, load: loadWithElectronStore, save: saveWithElectronStore });
  const alone = settingsAlone(withLogin(settings, login), () => {
    applyTheme();
    follow.changed();
    void host.start();
  });
  answerWindow({ ipcMain, owns: window.owns, admin, alone, problem: host.problem, review: reviews.review, log });

  const tray = createTray({
    icons: join(assets, 'tray'),
    platform: process.platform,
    desktop: process.env.XDG_CURRENT_DESKTOP ?? '',
    actions: createTrayActions({
      ask,
      login,
      say,
      open: window.open,
      review: reviews.review,
      retry: () => void host.start(),
      quit: () => app.quit(),
      onChanged: () => follow.changed(),
      log,
    }),
  });
  const follow = createFollow({
    tray: async () => tray.show(await state()),
    window: window.changed,
    isWaiting,
    log,
  });
  const tellTheft = createTellTheft({ clients, say, open: window.open });
  const tellAstray = createTellAstray({ ask, say, open: window.open });

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
  setInterval(presence.look, LOOK);
  setInterval(lookAround, LOOK_AROUND);
  applyTheme();
  tray.show(await state());
  startUpdates({ app, pages, wanted: wantsUpdates, busy: isWaiting, say, log });
  await host.start();

  function start(): Promise<RunningBroker> {
    return startBroker({
      host: 'desktop',
      version: app.getVersion(),
      options: serveOptions(),
      environment: process.env,
      mayFallBack: !app.isPackaged,
      prompt,
      lifetimes: POPUP_LIFETIMES,
      loadSettings: loadWithElectronStore,
      saveSettings: saveWithElectronStore,
      place: 'Look for its window.',
      showWindow: () => window.open(),
      login,
      // Without a name: the screen may be shared, or locked.
      onUnseen: () => say('A program is waiting for you.', reviews.reviewFirst),
      log,
    });
  }

  function attend({ gatehouse, status, control }: RunningBroker): void {
    gatehouse.desk.setAway(presence.isAway());
    follow.broker(gatehouse.desk, gatehouse.activity);
    gatehouse.activity.onRecorded((event) => {
      if (event.kind === 'settings.changed') applyTheme();
      void tellTheft(event);
    });
    lookAround();
    if (serveOptions().json) announce(status, control);
  }

  function lookAround(): void {
    tellAstray().catch((error: unknown) => log(`the settings of other programs could not be looked at: ${String(error)}`));
  }

  function explain(error: unknown): string {
    const { line } = explainStartError(error, 'in the settings');
    log(line);
    return line;
  }

  function state(): Promise<TrayState> {
    const test = process.argv.some((word) => word.startsWith('--test-profile'));
    return readState(host.running(), { problem: host.problem(), test, startsAtLogin: login.isOn(), clients, now: systemClock.now() });
  }

  function sayOnce(): void {
    const running = host.running();
    if (running !== null) sayItStays(openRemembered(running.status.dataDirectory), say, () => window.open());
  }

  function applyTheme(): void {
    nativeTheme.themeSource = settings.now().theme ?? 'system';
  }

  function wantsUpdates(): boolean {
    return host.running() !== null && settings.now().updates === true;
  }

  async function end(): Promise<void> {
    window.release();
    await host.end();
    tray.remove();
  }
}

function serveOptions() {
  return readServeOptions(process.argv.slice(app.isPackaged ? 1 : 2));
}

/** For whoever started it with `--json`. */
function announce({ issuer, mcp, pid }: RunningBroker['status'], control: string): void {
  process.stdout.write(`${JSON.stringify({ event: 'listening', issuer, mcp, control, pid })}\n`);
}

/** How the app was started; an AppImage is started by its own file. */
function startCommand(): readonly string[] {
  return app.isPackaged ? [process.env.APPIMAGE ?? process.execPath] : [process.execPath, app.getAppPath()];
}
