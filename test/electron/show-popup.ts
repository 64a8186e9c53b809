/** The popup's built page alone in a browser, with what main would tell it: for pictures and for axe. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { servePages } from '../../src/desktop/pages/serve-pages.ts';
import { ORIGINS } from '../../src/shared/ipc.ts';
import { atRest } from './at-rest.ts';
import { appUrl, webUrl } from './host/schemes.ts';
import { NOW, type Scene } from './popup-states.ts';
import { Session } from './stand-in/session.ts';

export type Look = {
  readonly theme: 'light' | 'dark';
  /** 2 is large print: half the room for everything. */
  readonly zoom: 1 | 2;
  readonly forcedColors?: boolean;
};

const [WIDTH, MOST, LEAST] = [460, 640, 200];

/** @param folder of the built app */
export async function showPopup(
  browser: Pick<Browser, 'newContext'>,
  folder: string,
  { state, clicks = [] }: Scene,
  { theme, zoom, forcedColors = false }: Look,
): Promise<Page> {
  const session = new Session('consent');
  servePages(session as never, ORIGINS.consent, join(folder, 'dist', 'renderer', 'consent'));
  const context = await browser.newContext({
    viewport: { width: WIDTH / zoom, height: MOST / zoom },
    deviceScaleFactor: zoom,
    colorScheme: theme,
    forcedColors: forcedColors ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await context.route('**', async (route) => {
    const answer = await session.answer(appUrl(route.request().url()), 'GET');
    if (typeof answer === 'string') return route.abort();
    return route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: answer.body });
  });
  await page.addInitScript(
    ({ told, now }) => {
      Date.now = () => now;
      const heights: number[] = [];
      Object.assign(globalThis, {
        heights,
        gatehouse: {
          state: async () => told,
          answer: async () => false,
          extend: async () => null,
          fit: async (height: number) => void heights.push(height),
          seen: async () => undefined,
          onChanged: () => undefined,
          onGuard: () => undefined,
        },
      });
    },
    { told: state, now: NOW },
  );
  await page.goto(webUrl(`${ORIGINS.consent}/`));
  await page.locator('h1').waitFor();
  for (const selector of clicks) await page.locator(selector).first().click();
  // Behind the guard, as the buttons are most of the time; where there are none, something was said instead of asked.
  if (state.kind === 'request') await page.locator('.buttons [aria-disabled=false]').first().waitFor();
  await atRest(page);
  const height = await page.evaluate<number>('heights.at(-1)');
  await page.setViewportSize({ width: WIDTH / zoom, height: Math.round(Math.min(MOST / zoom, Math.max(LEAST / zoom, height))) });
  return page;
}
