/** The stand-in for whole runs: windows are Chromium pages, the tray and notifications are objects on the session bus. */
import { dirname, resolve } from 'node:path';
import { createStandIn } from '../stand-in/create.ts';
import { type Chromium, launchChromium } from './chromium.ts';
import { createChromiumDriver } from './chromium-driver.ts';
import { serveTests } from './serve-tests.ts';

const root = resolve(dirname(import.meta.dirname), '../..');
let launched: Promise<Chromium> | null = null;
const chromium = (): Promise<Chromium> => {
  launched ??= launchChromium();
  return launched;
};

const parts = createStandIn({
  facts: { path: process.env.STAND_IN_APP ?? root, version: '0.0.0', exit: (code) => void end(code) },
  driver: createChromiumDriver(chromium),
  trayHost: () => ({ show: () => undefined, remove: () => undefined }),
});

async function end(code: number): Promise<void> {
  await launched?.then((running) => running.close()).catch(() => undefined);
  process.exit(code);
}

/** Before the main script: everything it expects at once. */
export async function prepare(): Promise<void> {
  await parts.app.takeInstanceLock();
  // Started early, as the runtime itself would be.
  const running = chromium();
  serveTests(parts, async () => (await running).endpoint);
}

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
