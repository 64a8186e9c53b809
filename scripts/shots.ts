/** `npm run shots [-- STATE...]`: a picture of every state of the popup, in light and dark, at 100 and 200 %, into `shots/`. Made to be looked at. */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { buildPages } from '../test/electron/build-pages.ts';
import { CHROMIUM } from '../test/electron/host/chromium.ts';
import { SCENES } from '../test/electron/popup-states.ts';
import { type Look, showPopup } from '../test/electron/show-popup.ts';

const folder = resolve(import.meta.dirname, '../shots/popup');
const LOOKS: Readonly<Record<string, Look>> = {
  light: { theme: 'light', zoom: 1 },
  dark: { theme: 'dark', zoom: 1 },
  'light 200%': { theme: 'light', zoom: 2 },
  'dark 200%': { theme: 'dark', zoom: 2 },
  'forced colours': { theme: 'dark', zoom: 1, forcedColors: true },
};

const wanted = process.argv.slice(2);
const scenes = Object.entries(SCENES).filter(([name]) => wanted.length === 0 || wanted.includes(name));

if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const app = await buildPages();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const [name, scene] of scenes) {
    for (const [look, how] of Object.entries(LOOKS)) {
      const page = await showPopup(browser, app.path, scene, how);
      await page.screenshot({ path: join(folder, `${name}, ${look}.png`.replaceAll(' ', '-')) });
      await page.context().close();
    }
  }
  console.log(`${scenes.length * Object.keys(LOOKS).length} pictures in ${folder}`);
} finally {
  await browser.close();
  app.remove();
}
