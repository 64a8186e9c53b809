import { describe, expect, it } from 'vitest';
import { atRest } from '../electron/at-rest.ts';
import { SCENES } from '../electron/popup-states.ts';
import { bringAxe, usePages } from '../electron/use-pages.ts';
import { cannotBrowse } from '../support/chromium.ts';

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

describe.skipIf(cannotBrowse)('every state of the popup (skipped without Chromium outside CI)', () => {
  const pages = usePages();

  it.each(Object.entries(SCENES))('%s: axe finds nothing, in light and dark at 100 and 200 percent, and in forced colours', async (_name, scene) => {
    const page = await pages.popup(scene);
    const axe = await bringAxe(page);
    for (const { zoom, ...colours } of LOOKS) {
      await page.emulateMedia(colours);
      await page.setViewportSize({ width: 460 / zoom, height: 640 / zoom });
      await atRest(page);
      expect(await axe()).toEqual([]);
      // Nothing is cut off at the side, and every target is large enough.
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await page.evaluate(SMALL_TARGETS)).toEqual([]);
    }
  });

  it('weighs less than 25 KB, gzipped', () => {
    expect(pages.weight('consent')).toBeLessThan(25 * 1024);
  });
});
