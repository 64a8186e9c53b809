/** `npm run shots [-- STATE...]`: a picture of every state of the popup and the window, in light and dark, at 100 and 200 %, into `shots/`. Made to be looked at. */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildPages } from '../test/electron/build-pages.ts';
import { CHROMIUM } from '../test/electron/host/chromium.ts';
import { MEMORY_SCENES } from '../test/electron/memory-states.ts';
import { SCENES, type Scene } from '../test/electron/popup-states.ts';
import { type Look, showPopup } from '../test/electron/show-popup.ts';
import { showWindow } from '../test/electron/show-window.ts';
import { WINDOW_SCENES, type WindowScene } from '../test/electron/window-states.ts';

type Picture = { readonly name: string; readonly show: (browser: Browser, app: string, look: Look) => Promise<Page> };

const folder = resolve(import.meta.dirname, '../shots');
const LOOKS: Readonly<Record<string, Look>> = {
  light: { theme: 'light', zoom: 1 },
  dark: { theme: 'dark', zoom: 1 },
  'light 200%': { theme: 'light', zoom: 2 },
  'dark 200%': { theme: 'dark', zoom: 2 },
  'forced colours': { theme: 'dark', zoom: 1, forcedColors: true },
};

const popups = Object.entries<Scene>(SCENES).map(
  ([name, scene]): Picture => ({
    name: `popup/${name}`,
    show: (browser, app, look) => showPopup(browser, app, scene, look),
  }),
);
const windows = Object.entries<WindowScene>({ ...WINDOW_SCENES, ...MEMORY_SCENES }).map(
  ([name, scene]): Picture => ({
    name: `window/${name}`,
    show: async (browser, app, look) => (await showWindow(browser, app, scene, look)).page,
  }),
);

const wanted = process.argv.slice(2);
const pictures = [...popups, ...windows].filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.split('/').includes(word)));

for (const part of ['popup', 'window']) {
  if (wanted.length === 0) rmSync(join(folder, part), { recursive: true, force: true });
  mkdirSync(join(folder, part), { recursive: true });
}
const app = await buildPages();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const { name, show } of pictures) {
    for (const [look, how] of Object.entries(LOOKS)) {
      const page = await show(browser, app.path, how);
      // Large print scrolls as a whole; what lies over the page stays where the person sees it.
      const fullPage = (await page.locator('.veil').count()) === 0;
      await page.screenshot({ path: join(folder, `${name}, ${look}.png`.replaceAll(' ', '-')), fullPage });
      await page.context().close();
    }
  }
  console.log(`${pictures.length * Object.keys(LOOKS).length} pictures in ${folder}`);
} finally {
  await browser.close();
  app.remove();
}
