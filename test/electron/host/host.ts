/** The stand-in for whole runs: windows are Chromium pages, the tray and notifications are objects on the session bus. */
import { dirname, resolve } from 'node:path';
import { sessionBus } from 'dbus-native';
import { createStandIn } from '../stand-in/create.ts';
import { type Chromium, launchChromium } from './chromium.ts';
import { createChromiumDriver } from './chromium-driver.ts';
import { createNotificationOnBus } from './notification-on-bus.ts';
import { serveTests } from './serve-tests.ts';
import { createTrayOnBus } from './tray-on-bus.ts';

const root = resolve(dirname(import.meta.dirname), '../..');
let launched: Promise<Chromium> | null = null;
const chromium = (): Promise<Chromium> => {
  launched ??= launchChromium();
  return launched;
};

const address = process.env.STAND_IN_BUS;
const bus = address === undefined ? null : sessionBus({ busAddress: address } as Parameters<typeof sessionBus>[0]);

const standInParts = createStandIn({
  facts: { path: process.env.STAND_IN_APP ?? root, version: '0.0.0', exit: (code) => void end(code) },
  driver: createChromiumDriver(chromium),
  trayHost: () => (bus === null ? { show: () => undefined, remove: () => undefined } : createTrayOnBus(bus)),
});
const parts = bus === null ? standInParts : { ...standInParts, Notification: createNotificationOnBus(bus) };

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
