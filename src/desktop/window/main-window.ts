/** The one big window: made when it is wanted, hidden when it is closed, made anew when its page has died. The broker never notices. */
import { app, BrowserWindow, nativeTheme, type Session } from 'electron';
import { ORIGINS, type WindowContract } from '../../shared/ipc.ts';
import { secureWebPreferences } from '../secure-web-preferences.ts';
import type { Route } from './route.ts';

const SIZE = { width: 960, height: 640, minWidth: 720, minHeight: 480 };
const BACKGROUND = { light: '#ffffff', dark: '#1d1f23' };

type Deps = {
  readonly session: Session;
  readonly preload: string;
  /** It was closed and lives on in the tray. */
  readonly onHidden: () => void;
  /** One line of the technical log. */
  readonly log: (line: string) => void;
};

export type MainWindow = {
  /** To the front, whatever it was. @param route the page to show; without one it stays where it is */
  open(route?: Route): void;
  /** What it shows may be another now. */
  changed(): void;
  owns(contents: unknown): boolean;
  /** The app ends: closing is closing again. */
  release(): void;
};

export function createMainWindow({ session, preload, onHidden, log }: Deps): MainWindow {
  let window: BrowserWindow | null = null;
  let released = false;

  function load(into: BrowserWindow, address: string): void {
    into.loadURL(address).catch((error: unknown) => {
      // Another page was wanted before this one was there.
      if (!String(error).includes('ERR_ABORTED')) log(`the window could not be loaded: ${String(error)}`);
    });
  }

  function create(address: string): BrowserWindow {
    const made = new BrowserWindow({
      ...SIZE,
      show: false,
      title: 'Gatehouse',
      backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      autoHideMenuBar: true,
      webPreferences: secureWebPreferences(session, preload),
    });
    made.once('ready-to-show', () => made.show());
    // An app of the menu bar is in the Dock, and in the list of whoever switches by keyboard, while its window is there.
    made.on('show', () => void app.dock?.show());
    made.on('hide', () => app.dock?.hide());
    made.on('close', (event) => {
      if (released) return;
      event.preventDefault();
      made.hide();
      onHidden();
    });
    made.on('closed', () => {
      if (window === made) window = null;
      app.dock?.hide();
    });
    // A page that has died is opened anew when it is wanted; a loop of dying pages would be worse than none.
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      log(`the page of the window is gone (${reason})`);
      made.destroy();
    });
    load(made, address);
    return made;
  }

  return {
    open(route) {
      const address = `${ORIGINS.window}/${route === undefined ? '' : `#${route}`}`;
      if (window === null) {
        window = create(address);
        return;
      }
      // The page it shows already is not loaded again: what was typed there stays.
      if (route !== undefined && window.webContents.getURL() !== address) load(window, address);
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    changed() {
      if (window?.isVisible()) window.webContents.send('window:changed' satisfies keyof WindowContract['events'], null);
    },
    owns: (contents) => window !== null && window.webContents === contents,
    release() {
      released = true;
    },
  };
}
