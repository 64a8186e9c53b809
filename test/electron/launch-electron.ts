/** The app on Electron's own runtime, through Playwright's driver: what `launch-stand-in.ts` offers, for the same specs. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { _electron, type Page } from 'playwright-core';
import { ORIGINS } from '../../src/shared/ipc.ts';
import { commandIn, temporaryDirectory } from '../support/broker.ts';
import { PATIENCE } from '../support/patience.ts';
import type { DesktopApp, Electron, Launch } from './desktop-app.ts';
import { newest } from './newest.ts';
import { requestIn } from './request-in.ts';
import { untilFound } from './until-found.ts';

const root = resolve(import.meta.dirname, '../..');

/** The runtime that was installed; null where there is none. The package itself is never loaded: that would download. */
export function electronRuntime(): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const pointer = join(folder, 'path.txt');
  const path = existsSync(pointer) ? join(folder, 'dist', readFileSync(pointer, 'utf8')) : '';
  return path !== '' && existsSync(path) ? path : null;
}

/** @param executablePath of the runtime, or of the packed app */
export async function launchElectron(
  executablePath: string,
  { directory = join(temporaryDirectory(), 'profile'), consent = 'ask', vault = 'file', environment = {} }: Launch = {},
): Promise<DesktopApp> {
  const words = ['--test-profile', directory, '--consent', consent, '--vault', vault, '--port', '0', '--json'];
  const env = { ...process.env, ...environment } as Record<string, string>;
  const app = await _electron.launch({ executablePath, args: [root, ...words], env, timeout: PATIENCE });
  app.context().setDefaultTimeout(PATIENCE);
  const child = app.process();
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });

  const until = <Found>(what: string, find: () => Promise<Found | null>) => untilFound(find, () => `${what}. The app said: ${err}`);
  const at = (origin: string): Page[] => app.windows().filter((page) => page.url().startsWith(`${origin}/`));
  const shows = (origin: string, what: string, says = '') => until(`no ${what} came`, () => newest(at(origin), says));

  const line = await until('the broker did not start', async () => out.split('\n').find((each) => each.startsWith('{"event":"listening"')) ?? null);
  const { issuer, mcp, pid } = JSON.parse(line) as { issuer: string; mcp: string; pid: number };
  return {
    issuer,
    mcp,
    directory,
    pid,
    log: () => err,
    popup: (says) => shows(ORIGINS.consent, 'popup', says),
    window: () => shows(ORIGINS.window, 'window'),
    noPopup: () => until('the popup stayed', async () => (at(ORIGINS.consent).length === 0 ? undefined : null)),
    status: () => commandIn(directory, 'status'),
    request: () => requestIn(directory),
    async second() {
      const other = await _electron.launch({ executablePath, args: [root, ...words], env, timeout: PATIENCE });
      return new Promise((ended) => other.process().once('exit', ended));
    },
    // The module is the same in name and shape; a spec says itself what it needs beyond it.
    evaluate: <Result, Word>(wanted: (electron: Electron, word: Word) => Result | Promise<Result>, word?: Word) =>
      app.evaluate(wanted as never, word as never) as Promise<Result>,
    async quit() {
      const ended = new Promise<number | null>((exit) => child.once('exit', exit));
      await app.close();
      return ended;
    },
  };
}
