/** The stand-in for units: in this process, without pages. Vitest resolves `electron` to this file. */
import { resolve } from 'node:path';
import { createStandIn } from './stand-in/create.ts';
import { nothingDriver } from './stand-in/driver.ts';

const parts = createStandIn({
  facts: { path: resolve(import.meta.dirname, '../..'), version: '0.0.0', exit: () => undefined },
  driver: nothingDriver,
  trayHost: () => ({ show: () => undefined, remove: () => undefined }),
});

export const {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  standIn,
  Tray,
} = parts;
export default parts;
