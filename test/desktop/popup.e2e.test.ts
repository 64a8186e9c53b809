/** A foreign client, the whole app, and a person with a mouse and a keyboard. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DesktopApp } from '../electron/desktop-app.ts';
import { type Client, callTool, cannotRun, createSuite, startClient } from '../electron/e2e.ts';
import { ASKS, answerByKey, asked, buttons, denyAll, heading, passTime, press, pressInVain, ready } from '../electron/person.ts';

describe.skipIf(cannotRun)('the popup, end to end (skipped without Chromium outside CI)', () => {
  const suite = createSuite();
  let app: DesktopApp;
  let client: Client;
  beforeAll(async () => {
    app = await suite.launch();
  });
  afterAll(() => suite.end());
  beforeEach(async () => {
    client = await startClient('Claude Code');
  });
  afterEach(async () => {
    client.close();
    await denyAll(app);
  });

  describe('a connection', () => {
    it('registers, is announced, asks, is allowed by mouse, and works', async () => {
      await client.register(app);
      const popup = await app.popup();
      expect(await heading(popup)).toBe('A program wants to connect');
      expect(await buttons(popup)).toEqual(["I didn't ask for this", 'Deny']);
      const page = await client.ask(app);
      await popup.locator('h1', { hasText: ASKS }).waitFor();
      expect(await buttons(popup)).toEqual(["I didn't ask for this", 'Deny', 'Allow']);
      expect(await (await fetch(page)).text()).toContain(`>${await popup.locator('.code strong').textContent()}<`);
      expect(await popup.locator('.facts').first().textContent()).toContain(`The answer goes to ${new URL(client.redirectUri).host}`);
      await ready(popup);
      // It stays for a moment only.
      await Promise.all([popup.locator('h1', { hasText: 'Connected. You can disconnect it any time.' }).waitFor(), press(popup, 'Allow')]);
      const answer = await client.answer(page);
      const tokens = await client.redeem(app, answer);
      expect(tokens.scope).toBe('memory:read memory:write');
      expect((await callTool(app, tokens, 'memory_status')).status).toBe(200);
      await app.noPopup();
    });

    it('gets what is ticked, for the time that is chosen', async () => {
      const { page, popup } = await asked(app, client, { scope: 'memory:read memory:write memory:admin' });
      await popup.getByLabel('Add, change and forget memories').click();
      await popup.getByLabel('just this once (1 hour)').click();
      await press(popup, 'Allow');
      const tokens = await client.redeem(app, await client.answer(page));
      expect(tokens.scope).toBe('memory:read');
      await app.noPopup();
      expect((await callTool(app, tokens, 'memory_store', { content: 'x' })).status).toBe(403);
      // That call asks for more: the same window, with the new line only.
      const wider = await app.popup();
      await wider.locator('h1', { hasText: 'A program asks for more than before' }).waitFor();
      expect(await wider.locator('fieldset').allTextContents()).toEqual(['It mayAdd, change and forget memories']);
      expect(await wider.locator('details summary').allTextContents()).toContain('Already allowed');
      await ready(wider);
      await press(wider, 'Allow');
      await app.noPopup();
      expect((await callTool(app, tokens, 'memory_store', { content: 'x' })).status).toBe(200);
    });

    it('what is never ticked beforehand needs a tick, and is named by the button that gives it', async () => {
      const { page, popup } = await asked(app, client, { scope: 'memory:read memory:write memory:admin' });
      const admin = popup.getByLabel('Reorganise memories and change their settings');
      expect(await admin.isChecked()).toBe(false);
      await admin.click();
      expect(await buttons(popup)).toEqual(["I didn't ask for this", 'Deny', 'Allow, including reorganising']);
      await press(popup, 'Allow, including reorganising');
      expect((await client.redeem(app, await client.answer(page))).scope).toBe('memory:read memory:write memory:admin');
      await app.noPopup();
    });

    it('with nothing ticked there is nothing to allow, and the reason stands beside the button', async () => {
      const { popup, page } = await asked(app, client);
      await popup.getByLabel('Read all your memories').click();
      await popup.locator('#why', { hasText: /^Tick what it may do, to allow it\.$/ }).waitFor();
      await pressInVain(popup, 'Allow');
      expect(await heading(popup)).toBe(ASKS);
      await press(popup, 'Deny');
      expect((await client.answer(page)).get('error')).toBe('access_denied');
      await app.noPopup();
    });

    it('closing the window is Deny', async () => {
      const { page } = await asked(app, client);
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      expect((await client.answer(page)).get('error')).toBe('access_denied');
    });

    it('two at once: one window, and the other comes after it', async () => {
      const other = await startClient('Cursor');
      const { page, popup } = await asked(app, client);
      await other.register(app);
      const second = await other.ask(app);
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
      expect(await popup.locator('dd').first().textContent()).toBe('“Claude Code”');
      await press(popup, 'Deny');
      expect((await client.answer(page)).get('error')).toBe('access_denied');
      const next = await app.popup('“Cursor”');
      await ready(next);
      await press(next, 'Allow');
      expect((await other.answer(second)).get('code')).toMatch(/^ghc_/);
      other.close();
      await app.noPopup();
    });

    it('its time runs out in sight: more of it is offered once, and then it is over', async () => {
      const { page, popup } = await asked(app, client);
      expect(await popup.locator('.time').textContent()).toMatch(/^(?:1:\d\d|2:00) left$/);
      expect(await popup.getByRole('button', { name: 'Give me 2 more minutes' }).isVisible()).toBe(false);
      await passTime(app, 91_000);
      await popup.evaluate(() => {
        const now = Date.now;
        Date.now = () => now() + 91_000;
      });
      await popup.getByRole('button', { name: 'Give me 2 more minutes' }).click();
      await popup.locator('.time', { hasText: /^2:\d\d left$/ }).waitFor();
      expect(await popup.getByRole('button', { name: 'Give me 2 more minutes' }).isVisible()).toBe(false);
      await passTime(app, 150_000);
      await app.noPopup();
      expect((await client.answer(page)).get('error')).toBe('access_denied');
    });

    it('the browser goes away, and the question with it', async () => {
      const { page } = await asked(app, client);
      const browser = new AbortController();
      // The fifth sends the first home, which says that they have arrived.
      const polls = Array.from({ length: 5 }, () => fetch(`${page}/poll`, { signal: browser.signal }));
      await Promise.race(polls);
      browser.abort();
      await Promise.allSettled(polls);
      // There and back: the end of the others has arrived before this.
      for (const _ of [1, 2]) await (await fetch(`${app.issuer}/.well-known/oauth-authorization-server`)).text();
      await passTime(app, 16_000);
      await app.noPopup();
    });

    it('Cancel in the browser closes it', async () => {
      const { page } = await asked(app, client);
      await fetch(`${page}/cancel`, { redirect: 'manual' });
      await app.noPopup();
    });
  });

  describe('a keyboard alone', () => {
    it('begins at the heading, finds Allow last, and Enter before that answers nothing', async () => {
      const { page, popup } = await asked(app, client);
      expect(await popup.evaluate('document.activeElement?.id')).toBe('title');
      await popup.keyboard.press('Enter');
      expect(await heading(popup)).toBe(ASKS);
      const order: string[] = [];
      for (let stop = 0; stop < 7; stop += 1) {
        await popup.keyboard.press('Tab');
        order.push(await popup.evaluate<string>("(({ activeElement: at }) => at.closest('label')?.textContent ?? at.textContent)(document)"));
      }
      expect(order).toEqual(['Details', 'Read all your memories', 'Add, change and forget memories', '30 days', "I didn't ask for this", 'Deny', 'Allow']);
      await answerByKey(popup, 'Enter');
      expect((await client.answer(page)).get('code')).toMatch(/^ghc_/);
      await app.noPopup();
    });

    it('Escape is Deny', async () => {
      const { page, popup } = await asked(app, client);
      await answerByKey(popup, 'Escape');
      expect((await client.answer(page)).get('error')).toBe('access_denied');
      await app.noPopup();
    });
  });
});
