/** What is told from outside the windows: another start of the app, and the end of the computer or of the app. */
import { app, powerMonitor } from 'electron';
import { handleQuit, type QuitDeps } from './quit.ts';

type Deps = QuitDeps & {
  /** Brings the window to the front. */
  readonly open: () => void;
};

export function hearSystem({ open, mayQuit, end, log }: Deps): void {
  app.on('second-instance', () => open());
  app.on('activate', () => open());
  // The app lives in the tray: closing its last window ends nothing.
  app.on('window-all-closed', () => undefined);
  const quitAtOnce = handleQuit(app, { mayQuit, end, log });
  powerMonitor.on('shutdown', quitAtOnce);
  // Not once: a library's own hook would end the process at the second.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quitAtOnce);
}
