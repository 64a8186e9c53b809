/** What is told from outside the windows: another start of the app, the end of the computer or of the app, and faults that nobody handled. */
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
  // What nobody has handled is written down; it must not take the broker and everyone's connections with it.
  process.on('unhandledRejection', (error) => log(`fault outside a request: ${error instanceof Error ? error.message : String(error)}`));
}
