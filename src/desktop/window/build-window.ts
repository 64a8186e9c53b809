import { join } from 'node:path';
import { session } from 'electron';
import { ORIGINS } from '../../shared/ipc.ts';
import type { Say } from '../notices.ts';
import { servePages } from '../pages/serve-pages.ts';
import { sayItStays } from '../say-it-stays.ts';
import { openRemembered } from '../settings.ts';
import { createMainWindow, type MainWindow } from './main-window.ts';

type Deps = {
  /** Folder of the built pages and preloads. */
  readonly pages: string;
  /** null while the broker does not run. */
  readonly dataDirectory: () => string | null;
  readonly say: Say;
  readonly log: (line: string) => void;
};

/** The big window, in a session of its own that is kept in memory only. */
export function buildWindow({ pages, dataDirectory, say, log }: Deps): MainWindow {
  const own = session.fromPartition('window', { cache: false });
  servePages(own, ORIGINS.window, join(pages, 'renderer', 'window'));
  const window = createMainWindow({ session: own, preload: join(pages, 'preload', 'window.cjs'), onHidden: sayOnce, log });
  return window;

  function sayOnce(): void {
    const directory = dataDirectory();
    if (directory !== null) sayItStays(openRemembered(directory), say, () => window.open());
  }
}
