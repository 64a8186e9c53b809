/** The module `electron` for main code, without Electron. What it cannot be is said in the files of the parts. */
import { App, type AppFacts } from './app.ts';
import { createBrowserWindow } from './browser-window.ts';
import { createDesktop } from './desktop.ts';
import type { Driver } from './driver.ts';
import { IpcMain } from './ipc-main.ts';
import { createTrayClass, Menu, type TrayHost } from './menu.ts';
import { createSessions, type Scheme, type Session } from './session.ts';

export type Parts = { readonly facts: AppFacts; readonly driver: Driver; readonly trayHost: () => TrayHost };

export function createStandIn({ facts, driver, trayHost }: Parts) {
  const app = new App(facts);
  const ipcMain = new IpcMain();
  const session = createSessions((created: Session) => void app.emit('session-created', created));
  const BrowserWindow = createBrowserWindow({ app, ipcMain, driver, sessionOf: session.fromPartition });
  app.onQuit(() => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
    return BrowserWindow.getAllWindows().length === 0;
  });
  const schemes: Scheme[] = [];
  const { notifications, ...desktop } = createDesktop();
  return {
    app,
    ipcMain,
    session,
    BrowserWindow,
    Menu,
    Tray: createTrayClass(trayHost),
    protocol: {
      registerSchemesAsPrivileged: (added: Scheme[]) => void schemes.push(...added),
      handle: (...words: Parameters<Session['protocol']['handle']>) => session.defaultSession.protocol.handle(...words),
    },
    ...desktop,
    /** Not of Electron: what the tests look at. */
    standIn: { notifications, schemes },
  };
}
