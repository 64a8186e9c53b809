/** The one big window: made when it is wanted, hidden when it is closed, made anew when its page has died. The broker never notices. */
import { BrowserWindow, nativeTheme, type Session } from 'electron';
import { ORIGINS, type WindowContract } from '../../shared/ipc.ts';
import { secureWebPreferences } from '../secure-web-preferences.ts';

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
  /** To the front, whatever it was. */
  open(): void;
  /** What it shows may be another now. */
  changed(): void;
  owns(contents: unknown): boolean;
  /** The app ends: closing is closing again. */
  release(): void;
};

export function createMainWindow({ session, preload, onHidden, log }: Deps): MainWindow {
  let window: BrowserWindow | null = null;
  let released = false;

  function create(): BrowserWindow {
    const made = new BrowserWindow({
      ...SIZE,
      show: false,
      title: 'Gatehouse',
      backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      autoHideMenuBar: true,
      webPreferences: secureWebPreferences(session, preload),
    });
    made.once('ready-to-show', () => made.show());
    made.on('close', (event) => {
      if (released) return;
      event.preventDefault();
      made.hide();
      onHidden();
    });
    made.on('closed', () => {
      if (window === made) window = null;
    });
    // A page that has died is opened anew when it is wanted; a loop of dying pages would be worse than none.
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      log(`the page of the window is gone (${reason})`);
      made.destroy();
    });
    made.loadURL(`${ORIGINS.window}/`).catch((error: unknown) => log(`the window could not be loaded: ${String(error)}`));
    return made;
  }

  return {
    open() {
      if (window === null) {
        window = create();
        return;
      }
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
