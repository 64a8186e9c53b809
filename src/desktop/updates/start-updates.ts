/** Updates put together from Electron's parts. A copy that was not released has no key to check them with, and never looks. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';
import type { Say } from '../notices.ts';
import { isSigned } from './signed-feed.ts';
import { createUpdates } from './updates.ts';

/** Milliseconds. */
const TICK = 60_000;

type Deps = {
  readonly app: Pick<App, 'isPackaged'>;
  /** Folder of the built pages. */
  readonly pages: string;
  readonly wanted: () => boolean;
  readonly busy: () => boolean;
  readonly mayPopUp: () => boolean;
  readonly say: Say;
  readonly log: (line: string) => void;
};

export function startUpdates({ app, pages, wanted, busy, mayPopUp, say, log }: Deps): void {
  const key = join(pages, 'update-key.pem');
  if (!app.isPackaged || !existsSync(key)) return;
  const publicKey = readFileSync(key, 'utf8');
  const turn = createUpdates({
    loadUpdater: async () => (await import('electron-updater')).default.autoUpdater,
    wanted,
    busy,
    mayPopUp,
    isSigned: (feed) => isSigned(feed, publicKey),
    tell: (version) => say(`Gatehouse ${version} is ready. It is installed when you quit Gatehouse.`),
    now: () => Date.now(),
    log,
  });
  setInterval(() => void turn(), TICK);
}
