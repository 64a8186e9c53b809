import type { App, Session } from 'electron';

/** Electron security checklist 5, 12, 13, 14: nothing that a window shows may get a permission, navigate, or open another. */
export function harden(app: App): void {
  app.enableSandbox();
  app.on('session-created', (session: Session) => {
    session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    session.setPermissionCheckHandler(() => false);
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
