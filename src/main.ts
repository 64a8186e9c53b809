/** The desktop host: one of the two composers. */
import { join } from 'node:path';
import { app, ipcMain, Menu, nativeTheme, powerMonitor, protocol } from 'electron';
import { withLogin } from './admin/login-setting.ts';
import { POPUP_LIFETIMES } from './consent/lifetimes.ts';
import type { ConsentPrompt } from './consent/prompt.ts';
import { appMenu } from './desktop/app-menu.ts';
import { createAskBroker } from './desktop/ask-broker.ts';
import { mayQuit } from './desktop/confirm-quit.ts';
import { harden } from './desktop/harden.ts';
import { hearSystem } from './desktop/hear-system.ts';
import { holdBroker } from './desktop/hold-broker.ts';
import { createLoginItem, type LoginItem } from './desktop/login-item.ts';
import { createNotices, type Say } from './desktop/notices.ts';
import { registerSchemes } from './desktop/pages/serve-pages.ts';
import { buildPopup } from './desktop/popup/build-popup.ts';
import { watchPresence } from './desktop/presence.ts';
import { loadWithElectronStore, saveWithElectronStore } from './desktop/settings.ts';
import { createTellAstray } from './desktop/tell-astray.ts';
import { createTellTheft } from './desktop/tell-theft.ts';
import { buildTray } from './desktop/tray/build-tray.ts';
import { startUpdates } from './desktop/updates/start-updates.ts';
import { answerWindow } from './desktop/window/answer-window.ts';
import { buildWindow } from './desktop/window/build-window.ts';
import { settingsAlone } from './desktop/window/settings-alone.ts';
import { createAutostartEntry } from './edge/autostart-entry.ts';
import { systemClock } from './edge/clock.ts';
import { explainStartError } from './edge/explain-start-error.ts';
import { createFullScreen } from './edge/machine/full-screen.ts';
import { createRunTool } from './edge/machine/run-tool.ts';
import { readServeOptions } from './edge/serve-options.ts';
import { createSettingsBeforeStart } from './edge/settings-before-start.ts';
import { hearUnhandled, logLine as log } from './edge/technical-log.ts';
import { ORIGINS } from './shared/ipc.ts';
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
  const pages = join(app.getAppPath(), 'dist');
  const login = createLoginItem(app, process.platform === 'linux' ? createAutostartEntry(process.env, startCommand()) : null);
  const say = createNotices();

  // The broker, and who is there to be asked.
  const host = holdBroker<RunningBroker>({
    start: () => start({ prompt, login, say, open: window.open, reviewFirst: reviews.reviewFirst }),
    onStarted: attend,
    explain,
    onChanged: () => follow.changed(),
  });
  const admin = () => host.running()?.admin ?? null;
  const desk = () => host.running()?.gatehouse.desk ?? null;
  const isWaiting = () => (desk()?.list().length ?? 0) > 0;
  const mayPopUp = () => host.running()?.gatehouse.attention.mayPopUp() ?? true;
  const broker = createAskBroker(admin);
  const presence = watchPresence({
    monitor: powerMonitor,
    isFullScreen: createFullScreen(createRunTool(process.platform, process.env)),
    setAway: (away) => desk()?.setAway(away),
  });

  // What the person sees.
  const window = buildWindow({ pages, dataDirectory: () => host.running()?.status.dataDirectory ?? null, say, log });
  const { prompt, reviews } = buildPopup({ pages, desk, presence, say, open: window.open, log });
  const settings = createSettingsBeforeStart({ options: serveOptions, environment: process.env, load: loadWithElectronStore, save: saveWithElectronStore });
  const alone = settingsAlone(withLogin(settings, login), () => {
    applyTheme();
    follow.changed();
    void host.start();
  });
  answerWindow({ ipcMain, owns: window.owns, admin, alone, problem: host.problem, review: reviews.review, log });
  const { follow, ...tray } = buildTray({
    icons: join(app.getAppPath(), 'assets', 'tray'),
    platform: process.platform,
    desktop: process.env.XDG_CURRENT_DESKTOP ?? '',
    test: process.argv.some((word) => word.startsWith('--test-profile')),
    broker,
    running: host.running,
    problem: host.problem,
    retry: () => void host.start(),
    open: window.open,
    window: window.changed,
    review: reviews.review,
    isWaiting,
    login,
    say,
    now: systemClock.now,
    log,
  });
  const tellTheft = createTellTheft({ clients: broker.clients, say, open: window.open });
  const tellAstray = createTellAstray({ ask: broker.ask, mayPopUp, say, open: window.open });

  // What happens by itself, until the end.
  hearUnhandled();
  hearSystem({ open: window.open, mayQuit: async () => mayQuit(await broker.lastUse(), systemClock.now()), end, log });
  setInterval(presence.look, LOOK);
  setInterval(lookAround, LOOK_AROUND);
  applyTheme();
  await tray.draw();
  startUpdates({ app, pages, wanted: () => host.running() !== null && settings.now().updates === true, busy: isWaiting, mayPopUp, say, log });
  await host.start();

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

  function applyTheme(): void {
    nativeTheme.themeSource = settings.now().theme ?? 'system';
  }

  async function end(): Promise<void> {
    window.release();
    await host.end();
    tray.remove();
  }
}

type Parts = {
  readonly prompt: ConsentPrompt;
  readonly login: LoginItem;
  readonly say: Say;
  /** Brings the window to the front. */
  readonly open: () => void;
  readonly reviewFirst: () => void;
};

function start({ prompt, login, say, open, reviewFirst }: Parts): Promise<RunningBroker> {
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
    place: {
      usual: 'Look for its window.',
      quiet: 'Nothing pops up there at the moment. Open the request from the tray, or with: gatehouse requests',
    },
    showWindow: () => open(),
    login,
    // Without a name: the screen may be shared, or locked.
    onUnseen: () => say('A program is waiting for you.', reviewFirst),
    log,
  });
}

function explain(error: unknown): string {
  const { line } = explainStartError(error, 'in the settings');
  log(line);
  return line;
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
