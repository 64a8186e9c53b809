/** The built pages in a browser, for one test file: what a test opens is closed after it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser, type TestBrowser } from '../support/chromium.ts';
import { type BuiltApp, buildPages } from './build-pages.ts';
import type { Scene } from './popup-states.ts';
import { showPopup } from './show-popup.ts';
import { type ShownWindow, showWindow } from './show-window.ts';
import type { WindowScene } from './window-states.ts';

const LOOK = { theme: 'light', zoom: 1 } as const;
const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export type Pages = {
  popup(scene: Scene): Promise<Page>;
  window(scene: WindowScene): Promise<ShownWindow>;
  /** Bytes of everything that a page consists of, gzipped. */
  weight(name: 'consent' | 'window'): number;
};

export function usePages(): Pages {
  let app: BuiltApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    app = await buildPages();
    browser = await launchBrowser();
  });
  afterEach(() => browser.closeContexts());
  afterAll(async () => {
    await browser?.close();
    app?.remove();
  });
  return {
    popup: (scene) => showPopup(browser, app.path, scene, LOOK),
    window: (scene) => showWindow(browser, app.path, scene, LOOK),
    weight(name) {
      const folder = join(app.path, 'dist', 'renderer', name);
      return readdirSync(folder).reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
    },
  };
}

/** Brings axe into the page. @returns runs it: each violation with the elements it is about */
export async function bringAxe(page: Page): Promise<() => Promise<readonly (readonly string[])[]>> {
  await page.evaluate(AXE);
  return async () => {
    const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
    return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
  };
}
