/** The popup put together from Electron's parts. */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type IpcMain, type Session, screen } from 'electron';
import type { ConsentPrompt } from '../../consent/prompt.ts';
import { ORIGINS } from '../../shared/ipc.ts';
import { dialogPrompt } from '../dialog-prompt.ts';
import { servePages } from '../pages/serve-pages.ts';
import { isOnScreen } from './on-screen.ts';
import { fitWindow, openWindow } from './open-window.ts';
import { createPopup, type PopupDeps } from './popup.ts';

type Deps = Pick<PopupDeps, 'extend' | 'onConnectedUnseen' | 'log'> & {
  readonly ipcMain: IpcMain;
  /** Of the popup alone, kept in memory only. */
  readonly session: Session;
  /** Folder of the built pages and preloads. */
  readonly pages: string;
};

export function createPopupPrompt({ ipcMain, session, pages, extend, onConnectedUnseen, log }: Deps): ConsentPrompt {
  servePages(session, ORIGINS.consent, join(pages, 'renderer', 'consent'));
  return createPopup({
    ipcMain,
    open: () => openWindow(session, join(pages, 'preload', 'consent.cjs')),
    resize: fitWindow,
    holdOf: (window) => (isOnScreen(window.getBounds(), screen.getAllDisplays()) ? null : 'off-screen'),
    fallback: dialogPrompt,
    extend,
    onConnectedUnseen,
    monotonic: () => performance.now(),
    log,
  });
}
