/** The big window's built page alone in a browser, with a broker that answers what it is told to: for pictures, axe and the keyboard. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { servePages } from '../../src/desktop/pages/serve-pages.ts';
import { ORIGINS, type WindowAnswer } from '../../src/shared/ipc.ts';
import { atRest } from './at-rest.ts';
import { appUrl, webUrl } from './host/schemes.ts';
import { NOW } from './popup-states.ts';
import type { Look } from './show-popup.ts';
import { Session } from './stand-in/session.ts';
import type { WindowScene } from './window-states.ts';

const SIZE = { width: 960, height: 640 };

export type ShownWindow = {
  readonly page: Page;
  /** What the page asked for, in order, without the reading. */
  readonly asked: readonly (readonly [string, unknown])[];
  /** What the policy or the page itself complained about. */
  readonly complaints: readonly string[];
};

/** @param folder of the built app */
export async function showWindow(
  browser: Pick<Browser, 'newContext'>,
  folder: string,
  scene: WindowScene,
  { theme, zoom, forcedColors = false }: Look,
): Promise<ShownWindow> {
  const session = new Session('window');
  servePages(session as never, ORIGINS.window, join(folder, 'dist', 'renderer', 'window'));
  const context = await browser.newContext({
    viewport: { width: SIZE.width / zoom, height: SIZE.height / zoom },
    deviceScaleFactor: zoom,
    colorScheme: theme,
    forcedColors: forcedColors ? 'active' : 'none',
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const asked: [string, unknown][] = [];
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' || message.type() === 'warning' ? complaints.push(message.text()) : null));
  page.on('pageerror', (error) => void complaints.push(String(error)));
  await context.route('**', async (route) => {
    const answer = await session.answer(appUrl(route.request().url()), 'GET');
    if (typeof answer === 'string') return route.abort();
    return route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: answer.body });
  });
  const state = { ...scene.answers };
  const answerTo = (method: string, parameters: unknown): WindowAnswer => {
    const change = scene.does?.[method];
    if (change !== undefined) {
      asked.push([method, parameters]);
      Object.assign(state, change);
      return { value: {} };
    }
    const answer = state[method];
    if (answer === undefined) return { refused: 'The window cannot do that.' };
    const value = typeof answer === 'function' ? answer(parameters) : answer;
    const refused = (value as { readonly refused?: unknown } | null)?.refused;
    return typeof refused === 'string' ? { refused } : { value };
  };
  // As text: ten thousand rows would take seconds otherwise, and not the page's.
  await page.exposeFunction('brokerAsk', (method: string, parameters: unknown) => JSON.stringify(answerTo(method, parameters)));
  await page.exposeFunction('brokerReview', (id: string) => asked.push(['review', id]) > 0);
  await page.addInitScript(`{
    Date.now = () => ${NOW};
    globalThis.asking = 0;
    globalThis.gatehouse = {
      ask: async (method, parameters) => {
        asking += 1;
        return JSON.parse(await brokerAsk(method, parameters).finally(() => { asking -= 1; }));
      },
      review: (id) => brokerReview(id),
      onChanged: (listener) => { globalThis.tellChanged = listener; },
    };
  }`);
  await page.goto(webUrl(`${ORIGINS.window}/`) + scene.at);
  await page.locator('h1').waitFor();
  await atRest(page);
  for (const step of scene.steps ?? []) {
    if ('click' in step) await page.locator(step.click).first().click();
    if ('type' in step) await page.keyboard.type(step.type);
    if ('press' in step) await page.keyboard.press(step.press);
    await atRest(page);
  }
  return { page, asked, complaints };
}
