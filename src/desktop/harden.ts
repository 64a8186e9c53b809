import type { App, Session } from 'electron';
import { ORIGINS } from '../shared/ipc.ts';

/**
 * Electron security checklist 1, 4, 5 and 12 to 14: nothing that a window shows may get a permission, load anything that is
 * not ours, navigate, or open another. Called before the app is ready, so that no session comes before it.
 */
export function harden(app: App): void {
  app.enableSandbox();
  app.on('session-created', (session: Session) => {
    session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    session.setPermissionCheckHandler(() => false);
    session.setDevicePermissionHandler(() => false);
    session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** A blob is what the window's page has made itself: an export on its way to a file. */
function isOurs(url: string): boolean {
  return [...Object.values(ORIGINS), `blob:${ORIGINS.window}`].some((origin) => url.startsWith(`${origin}/`));
}
