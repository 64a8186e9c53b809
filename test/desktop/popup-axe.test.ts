import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltApp, buildPages } from '../electron/build-pages.ts';
import { CHROMIUM } from '../electron/host/chromium.ts';
import { SCENES } from '../electron/popup-states.ts';
import { AXE, showPopup } from '../electron/show-popup.ts';

/** Labels of what is lower than 32 pixels. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, summary, label, select')]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 32)
  .map((each) => each.textContent)`;
const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none', zoom: 1 },
  { colorScheme: 'light', forcedColors: 'none', zoom: 2 },
  { colorScheme: 'dark', forcedColors: 'none', zoom: 1 },
  { colorScheme: 'dark', forcedColors: 'none', zoom: 2 },
  { colorScheme: 'dark', forcedColors: 'active', zoom: 1 },
] as const;

describe.skipIf(!existsSync(CHROMIUM) && !process.env.CI)('every state of the popup (skipped without Chromium outside CI)', () => {
  let browser: Browser;
  let app: BuiltApp;
  beforeAll(async () => {
    app = await buildPages();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser?.close();
    app?.remove();
  });

  it.each(Object.entries(SCENES))('%s: axe finds nothing, in light and dark at 100 and 200 percent, and in forced colours', async (_name, scene) => {
    const page = await showPopup(browser, app.path, scene, { theme: 'light', zoom: 1 });
    await page.evaluate(AXE);
    for (const { zoom, ...colours } of LOOKS) {
      await page.emulateMedia(colours);
      await page.setViewportSize({ width: 460 / zoom, height: 640 / zoom });
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
      // Nothing is cut off at the side, and every target is large enough.
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([]);
    }
    await page.context().close();
  });

  it('weighs less than 25 KB, gzipped', () => {
    const folder = join(app.path, 'dist', 'renderer', 'consent');
    const bytes = ['index.html', 'index.js', 'index.css'].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
    expect(bytes).toBeLessThan(25 * 1024);
  });
});
