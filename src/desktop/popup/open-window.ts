/** The popup's window: in front of everything, on the screen with the pointer, with a session that nobody else has. */
import { BrowserWindow, nativeTheme, type Session, screen } from 'electron';
import { secureWebPreferences } from '../secure-web-preferences.ts';
import { centred } from './on-screen.ts';

const WIDTH = 460;
const FIRST_HEIGHT = 520;
const [LEAST, MOST] = [200, 640];
/** As the page's own background, so that nothing flashes before it is drawn. */
const BACKGROUND = { light: '#ffffff', dark: '#1d1f23' };

export function openWindow(session: Session, preload: string): BrowserWindow {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  const window = new BrowserWindow({
    ...centred(WIDTH, Math.min(FIRST_HEIGHT, workArea.height), workArea),
    show: false,
    title: 'Gatehouse',
    backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    alwaysOnTop: true,
    // Where nothing can be kept on top (Wayland) it must be findable.
    skipTaskbar: false,
    // The click that brings a window to the front is not an answer.
    acceptFirstMouse: false,
    autoHideMenuBar: true,
    webPreferences: secureWebPreferences(session, preload),
  });
  window.setMenu(null);
  window.setAlwaysOnTop(true, 'modal-panel');
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  window.setContentProtection(true);
  return window;
}

/**
 * As high as its page wants and the screen has room for; a window that would hang over the lower edge moves up.
 * @param height of the page in CSS pixels, from the page itself
 */
export function fitWindow(window: BrowserWindow, height: unknown): void {
  if (typeof height !== 'number' || !Number.isFinite(height)) return;
  const { x, y, width, height: before } = window.getBounds();
  const [, content = before] = window.getContentSize();
  const { workArea } = screen.getDisplayNearestPoint({ x, y });
  const wanted = Math.round(Math.min(MOST, Math.max(LEAST, height))) + before - content;
  const next = Math.min(wanted, workArea.height);
  if (next === before) return;
  window.setBounds({ x, y: Math.max(workArea.y, Math.min(y, workArea.y + workArea.height - next)), width, height: next });
}
