/** The person in front of the popup: reads it, presses buttons, lets time pass. */
import type { Page } from 'playwright-core';
import type { DesktopApp } from './desktop-app.ts';
import type { Client } from './e2e.ts';

export const ASKS = 'A program wants to use your memories';

export const heading = (popup: Page) => popup.locator('h1').textContent();
export const buttons = (popup: Page) => popup.locator('.buttons button').allTextContents();
export const press = (popup: Page, name: string) => popup.getByRole('button', { name, exact: true }).click();
/** The same where nothing must come of it. */
export const pressInVain = (popup: Page, name: string) => popup.getByRole('button', { name, exact: true }).click({ force: true });
/** The key that answers: its window may be gone before the key comes up again. */
export const answerByKey = (popup: Page, key: string) =>
  popup.keyboard.press(key).catch((error: unknown) => {
    if (!String(error).includes('has been closed')) throw error;
  });

/** Lets time pass for the broker; the page and its guard go on as they do. */
export const passTime = (app: DesktopApp, milliseconds: number) =>
  app.evaluate((_electron, shift) => {
    const now = Date.now;
    Date.now = () => now() + shift;
  }, milliseconds);

/** What the page told main, and main the page, before has arrived: a call of the page is answered after it. */
export const heard = (popup: Page) => popup.evaluate('gatehouse.state()');

/**
 * The programs were seen. A busy computer shows the popup before that and draws it anew after it, as another drawing behind a fresh guard:
 * what was pressed or answered meanwhile counts for nothing, as it should.
 */
const seen = (popup: Page) => popup.locator('body', { hasNotText: /listens (?:at \S+|there) could not be determined/ }).waitFor();

/** The guard is over, and nothing begins it anew under the hand: the popup shows what it will show, in the size that its page wants. */
export async function ready(popup: Page): Promise<void> {
  await seen(popup);
  await heard(popup);
  await popup.locator('.buttons [aria-disabled=false]').first().waitFor();
}

/**
 * The clocks of both guards stand still meanwhile: whatever begins the guard now, what is pressed after it is pressed within its 700 ms,
 * on a slow machine too. When they go on, the guard begins anew.
 */
export async function whileGuarded(app: DesktopApp, popup: Page, act: () => Promise<void>): Promise<void> {
  await stopGuard(app);
  await popup.evaluate('{ const now = performance.now(); performance.now = () => now; }');
  await act();
  await startGuard(app);
  await popup.evaluate("delete performance.now; dispatchEvent(new Event('focus'))");
}

/** The same for main alone, while there is no page yet. */
export const stopGuard = (app: DesktopApp) =>
  app.evaluate(() => {
    const now = performance.now();
    performance.now = () => now;
  });
export const startGuard = (app: DesktopApp) => app.evaluate(() => void Reflect.deleteProperty(performance, 'now'));

/** Up to the question, with the guard behind it. */
export async function asked(app: DesktopApp, client: Client, overrides: Record<string, string | null> = {}) {
  await client.register(app);
  const page = await client.ask(app, overrides);
  const popup = await app.popup();
  await popup.locator('h1', { hasText: ASKS }).waitFor();
  await ready(popup);
  return { page, popup };
}

/** Whatever the test left on the screen. */
export async function denyAll(app: DesktopApp): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
  await app.noPopup();
}
