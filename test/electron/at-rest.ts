import type { Page } from 'playwright-core';

/** Nothing changes for a moment, and two frames later nothing has changed either. `asking` counts what a page waits for. */
const REST = `(async () => {
  let changed;
  const observer = new MutationObserver(() => { changed = true; });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  do {
    changed = false;
    await new Promise((later) => setTimeout(later, 30));
    await frame();
    await frame();
  } while (changed || globalThis.asking > 0);
  observer.disconnect();
})()`;

/** Waits until what is shown rests: every answer is there, drawn, and led to nothing more. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(REST);
}

/** Keys, one after another, each when what the one before did is done. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await atRest(page);
  }
}
