/** The person in front of the popup: reads it, presses buttons, lets time pass. */
import type { Page } from 'playwright-core';
import type { DesktopApp } from './desktop-app.ts';
import { type Client, GUARDED, later } from './e2e.ts';

export const ASKS = 'A program wants to use your memories';

export const heading = (popup: Page) => popup.locator('h1').textContent();
export const buttons = (popup: Page) => popup.locator('.buttons button').allTextContents();
export const press = (popup: Page, name: string) => popup.getByRole('button', { name, exact: true }).click();
/** The same where nothing must come of it. */
export const pressInVain = (popup: Page, name: string) => popup.getByRole('button', { name, exact: true }).click({ force: true });
/** Lets time pass for the broker; the page and its guard go on as they do. */
export const passTime = (app: DesktopApp, milliseconds: number) =>
  app.evaluate((_electron, shift) => {
    const now = Date.now;
    Date.now = () => now() + shift;
  }, milliseconds);

/** Up to the question, with the guard behind it. */
export async function asked(app: DesktopApp, client: Client, overrides: Record<string, string | null> = {}) {
  await client.register(app);
  const page = await client.ask(app, overrides);
  const popup = await app.popup();
  await popup.locator('h1', { hasText: ASKS }).waitFor();
  await later(GUARDED);
  return { page, popup };
}

/** Whatever the test left on the screen. */
export async function denyAll(app: DesktopApp): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
  await app.noPopup();
}
