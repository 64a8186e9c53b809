/** The app on the stand-in: its unmodified main code in a process of its own, its pages in a Chromium that the test joins. */
import { type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ORIGINS } from '../../src/shared/ipc.ts';
import type { StatusView } from '../../src/shared/views.ts';
import { commandIn, temporaryDirectory } from '../support/broker.ts';
import { scanDirectory, scanText, settled } from '../support/leaks.ts';
import { PATIENCE } from '../support/patience.ts';
import type { DesktopApp, Electron, Launch } from './desktop-app.ts';
import { webUrl } from './host/schemes.ts';
import { newest } from './newest.ts';
import { requestIn } from './request-in.ts';
import { untilFound } from './until-found.ts';

const root = resolve(import.meta.dirname, '../..');
const POPUP = webUrl(ORIGINS.consent);
const WINDOW = webUrl(ORIGINS.window);

type Answer = { id: number; value?: unknown; error?: string };

/** @param app folder with the built pages, and the entry of the main process when it is not the sources */
export async function launchStandIn(
  app: { readonly path: string; readonly main?: string },
  { directory = join(temporaryDirectory(), 'profile'), consent = 'ask', vault = 'file', environment = {} }: Launch = {},
): Promise<DesktopApp> {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-home-'));
  const words = ['--test-profile', directory, '--consent', consent, '--vault', vault, '--port', '0', '--json'];
  const start = (stdio: StdioOptions) =>
    spawn(process.execPath, ['--import', join(root, 'test/electron/host/register.ts'), app.main ?? join(root, 'src/main.ts'), ...words], {
      env: { ...process.env, XDG_CONFIG_HOME: home, STAND_IN_APP: app.path, ...environment },
      stdio,
    });
  const child = start(['ignore', 'pipe', 'pipe', 'ipc']);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const pending = new Map<number, (answer: Answer) => void>();
  child.on('message', (answer: Answer) => pending.get(answer.id)?.(answer));
  let last = 0;
  const ask = async (message: object): Promise<unknown> => {
    last += 1;
    const id = last;
    child.send({ id, ...message });
    const { value, error } = await new Promise<Answer>((heard) => pending.set(id, heard));
    if (error !== undefined) throw new Error(error);
    return value;
  };
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line'),
    ended.then((code) => {
      throw new Error(`the app ended with ${code}: ${err}`);
    }),
  ])) as [string];
  const { issuer, mcp, pid } = JSON.parse(line) as { issuer: string; mcp: string; pid: number };
  const browser: Browser = await chromium.connectOverCDP(String(await ask({ ask: 'endpoint' })), { timeout: PATIENCE });
  const patient = (context: BrowserContext) => context.setDefaultTimeout(PATIENCE);
  browser.contexts().forEach(patient);
  browser.on('context', patient);
  const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages());

  const until = <Found>(what: string, find: () => Promise<Found | null>) => untilFound(find, () => `${what}. The app said: ${err}`);
  const shows = (origin: string, what: string, says = '') =>
    until(`no ${what} came`, () =>
      newest(
        pages().filter((page) => page.url().startsWith(`${origin}/`)),
        says,
      ),
    );

  return {
    issuer,
    mcp,
    directory,
    pid,
    log: () => err,
    popup: (says) => shows(POPUP, 'popup', says),
    window: () => shows(WINDOW, 'window'),
    request: () => requestIn(directory),
    status: () => commandIn<StatusView>(directory, 'status'),
    async second() {
      const [code] = await once(start('ignore'), 'exit');
      return code as number | null;
    },
    noPopup: () => until('the popup stayed', async () => (pages().some((page) => page.url().startsWith(`${POPUP}/`)) ? null : undefined)),
    evaluate: <Result, Word>(run: (electron: Electron, word: Word) => Result | Promise<Result>, word?: Word) =>
      ask({ ask: 'evaluate', source: String(run), word }) as Promise<Result>,
    async quit() {
      await settled();
      await browser.close().catch(() => undefined);
      if (child.exitCode === null && child.signalCode === null)
        child.send({ id: 0, ask: 'evaluate', source: '({ app, dialog }) => { dialog.answers.push({ response: 1 }); app.quit(); }' });
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      const code = await ended;
      clearTimeout(late);
      scanDirectory(directory);
      scanText('the log of the app', out + err);
      rmSync(home, { recursive: true, force: true });
      return code;
    },
  };
}
