/** Section F on the whole app: clicks that come too early, answers from the wrong place, answers that give more than was shown. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DesktopApp } from '../electron/desktop-app.ts';
import { type Client, cannotRun, createSuite, later, onStandIn, startClient } from '../electron/e2e.ts';
import { ASKS, asked, denyAll, heading, heard, press, pressInVain, ready, startGuard, stopGuard, whileGuarded } from '../electron/person.ts';
import { until } from '../support/until.ts';

const YES = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' };

describe.skipIf(cannotRun)('attacks on the popup (skipped without Chromium outside CI)', () => {
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
    await startGuard(app);
    await denyAll(app);
  });

  const waits = async (popup: Page) => expect(await heading(popup)).toBe(ASKS);
  /** What is pressed at once does nothing. */
  const pressesInVain = async (popup: Page) => {
    await pressInVain(popup, 'Allow');
    await later(100);
    await waits(popup);
  };
  /** This begins the guard anew. */
  const guards = (popup: Page, disturb: () => Promise<unknown>) =>
    whileGuarded(app, popup, async () => {
      await disturb();
      await pressesInVain(popup);
    });
  /** Both end when the page has heard of it: what the test does next must not come before that. */
  const move = async (popup: Page, x: number, y: number) => {
    await app.evaluate(({ BrowserWindow }, [left, top]) => BrowserWindow.getAllWindows()[0]?.setPosition(left, top), [x, y] as const);
    await heard(popup);
  };
  const toFront = async (popup: Page) => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
    await heard(popup);
  };

  describe('answers that were not meant', () => {
    it('F4 a click or a key within 700 ms of showing, of a redraw, of a move, of coming to the front is ignored', async () => {
      await stopGuard(app);
      await client.register(app);
      const announced = await app.popup();
      await announced.keyboard.press('Escape');
      await later(100);
      expect(await heading(announced)).toBe('A program wants to connect');
      await startGuard(app);
      await ready(announced);
      await guards(announced, async () => {
        await client.ask(app);
        await announced.locator('h1', { hasText: ASKS }).waitFor();
      });
      await ready(announced);
      await guards(announced, async () => {
        await toFront(announced);
        await announced.getByRole('button', { name: 'Allow' }).focus();
        await announced.keyboard.press('Enter');
      });
      await ready(announced);
      await guards(announced, () => move(announced, 50, 50));
      await ready(announced);
      await guards(announced, () => toFront(announced));
      await waits(announced);
    });

    it('F4 what begins before the guard is over does not end after it: a button held down, a key that repeats', async () => {
      const { popup } = await asked(app, client);
      const allow = popup.getByRole('button', { name: 'Allow' });
      await whileGuarded(app, popup, async () => {
        await toFront(popup);
        await allow.hover({ force: true });
        await popup.mouse.down();
      });
      await ready(popup);
      await popup.mouse.up();
      await later(100);
      await waits(popup);
      await whileGuarded(app, popup, async () => {
        await toFront(popup);
        await allow.focus();
        await popup.keyboard.down('Enter');
      });
      await ready(popup);
      await popup.keyboard.down('Enter');
      await later(100);
      await waits(popup);
      await popup.keyboard.up('Enter');
    });

    it('F4 events that a script made are ignored', async () => {
      const { popup } = await asked(app, client);
      await popup.evaluate(`for (const button of document.querySelectorAll('button')) {
        button.click();
        button.dispatchEvent(new PointerEvent('click', { bubbles: true }));
      }
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))`);
      await later(100);
      await waits(popup);
    });

    it('F4 while a part of the window is off the screen there is no Allow, and it says why', async () => {
      const { popup } = await asked(app, client);
      await move(popup, -40, 50);
      await popup.locator('#why', { hasText: /^Move this window fully onto the screen, to allow it\.$/ }).waitFor();
      await ready(popup);
      await pressesInVain(popup);
      await move(popup, 40, 50);
      await ready(popup);
      await until(async () => expect(await popup.getByRole('button', { name: 'Allow' }).getAttribute('aria-disabled')).toBe('false'));
    });

    it('F4 while it is covered there is no answer, and after the uncovering only behind a fresh guard', async () => {
      const { popup, page } = await asked(app, client);
      const turn = (state: string) =>
        popup.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
          document.dispatchEvent(new Event('visibilitychange'))`);
      const drawing = await popup.evaluate<number>('gatehouse.state().then(({ drawing }) => drawing)');
      await turn('hidden');
      await later(800);
      await pressesInVain(popup);
      expect(await popup.evaluate(`gatehouse.answer(${drawing}, ${JSON.stringify(YES)})`)).toBe(false);
      await guards(popup, () => turn('visible'));
      await ready(popup);
      expect(await popup.evaluate(`gatehouse.answer(${drawing}, ${JSON.stringify(YES)})`)).toBe(true);
      expect((await client.answer(page)).get('code')).toMatch(/^ghc_/);
    });

    it('F4 a locked screen hides it, and after the unlocking it is shown with a fresh guard', async () => {
      const { popup, page } = await asked(app, client);
      await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
      await app.noPopup();
      await until(() => expect(popup.isClosed()).toBe(true));
      await stopGuard(app);
      await app.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'));
      const again = await app.popup(ASKS);
      await pressesInVain(again);
      await startGuard(app);
      await ready(again);
      await press(again, 'Allow');
      expect((await client.answer(page)).get('code')).toMatch(/^ghc_/);
    });
  });

  describe('answers from somewhere else', () => {
    it.runIf(onStandIn)('F5 another window of the app, even with the same page and preload, is refused and logged', async () => {
      const { popup } = await asked(app, client);
      const refused = await app.evaluate(async ({ BrowserWindow }) => {
        const [shown] = BrowserWindow.getAllWindows();
        const rogue = new BrowserWindow({ show: false, webPreferences: { ...shown?.options.webPreferences } });
        await rogue.loadURL('gatehouse-consent://prompt/');
        return rogue.id;
      });
      // Its page asked for what to show as soon as it was there.
      await until(() => expect(app.log()).toContain('refused consent:state from gatehouse-consent://prompt/'));
      await app.evaluate(
        ({ BrowserWindow }, id) =>
          BrowserWindow.getAllWindows()
            .find((window) => window.id === id)
            ?.destroy(),
        refused,
      );
      await waits(popup);
    });

    it('the page cannot leave, open a window, embed or fetch anything, and has no permission', async () => {
      const { popup } = await asked(app, client);
      const before = popup.url();
      const tried = await popup.evaluate(`(async () => {
        const tried = {};
        window.open('https://example.com/');
        location.href = 'https://example.com/';
        const frame = document.createElement('iframe');
        frame.src = 'https://example.com/';
        document.body.append(frame);
        tried.fetched = await fetch('${app.issuer}/.well-known/oauth-authorization-server').then(() => 'yes', () => 'no');
        tried.notifications = await Notification.requestPermission();
        tried.script = await new Promise((resolve) => {
          const script = document.createElement('script');
          script.onerror = () => resolve('no');
          script.onload = () => resolve('yes');
          try { script.src = 'https://example.com/x.js'; document.body.append(script); } catch { resolve('no'); }
        });
        try { document.body.innerHTML = '<img src=x>'; tried.markup = 'yes'; } catch { tried.markup = 'no'; }
        try { tried.evaluated = eval('1'); } catch { tried.evaluated = 'no'; }
        tried.node = [typeof require, typeof process, typeof module, typeof Buffer].join();
        return tried;
      })()`);
      expect(tried).toEqual({
        fetched: 'no',
        notifications: 'denied',
        script: 'no',
        markup: 'no',
        evaluated: 'no',
        node: 'undefined,undefined,undefined,undefined',
      });
      expect(popup.url()).toBe(before);
      // One that was closed at once stays among the pages until its end is told.
      await until(() =>
        expect(
          popup
            .context()
            .pages()
            .filter((page) => page.url().includes('example.com')),
        ).toEqual([]),
      );
      await waits(popup);
    });

    it('what the preload exposes is seven functions that nobody can replace', async () => {
      const { popup } = await asked(app, client);
      const found = await popup.evaluate(`(() => {
        'use strict';
        const attempts = [() => { gatehouse.answer = () => true; }, () => { window.gatehouse = {}; }, () => { delete window.gatehouse; }];
        return { keys: Object.keys(gatehouse), kinds: [...new Set(Object.values(gatehouse).map((value) => typeof value))], refused: attempts.map((attempt) => { try { attempt(); return false; } catch { return true; } }) };
      })()`);
      expect(found).toEqual({ keys: ['state', 'answer', 'extend', 'fit', 'seen', 'onChanged', 'onGuard'], kinds: ['function'], refused: [true, true, true] });
    });
  });

  describe('answers that give more than was shown, from the page itself', () => {
    it('F6 permissions that were not offered, another request, nonsense, and a second answer are refused', async () => {
      const { popup, page } = await asked(app, client, { scope: 'memory:read' });
      const drawing = await popup.evaluate<number>('gatehouse.state().then(({ drawing }) => drawing)');
      const answer = (number: unknown, decision: unknown) => popup.evaluate(`gatehouse.answer(${JSON.stringify(number)}, ${JSON.stringify(decision)})`);
      for (const wrong of [
        { ...YES, scopes: ['memory:read', 'memory:admin'] },
        { ...YES, scopes: [] },
        { ...YES, scopes: ['memory:read', 'memory:read'] },
        { ...YES, scopes: 'memory:read' },
        { ...YES, for: 'forever' },
        { ...YES, for: null },
        { ...YES, compartment: 'private' },
        { answer: 'yes' },
        { answer: 'deny' },
        null,
        'allow',
        [],
        { __proto__: YES },
      ]) {
        expect(await answer(drawing, wrong), JSON.stringify(wrong)).toBe(false);
      }
      for (const other of [drawing - 1, drawing + 1, String(drawing), null]) expect(await answer(other, YES)).toBe(false);
      await until(() => expect(app.log()).toContain('refused an answer that nobody could have given on that screen'));
      await waits(popup);
      const twice = await popup.evaluate(`Promise.all([1, 2].map(() => gatehouse.answer(${drawing}, ${JSON.stringify(YES)})))`);
      expect(twice).toEqual([true, false]);
      expect((await client.redeem(app, await client.answer(page))).scope).toBe('memory:read');
    });

    it('F6 an answer while the guard runs is refused by the main process too', async () => {
      const { popup } = await asked(app, client);
      await stopGuard(app);
      await toFront(popup);
      const drawing = await popup.evaluate<number>('gatehouse.state().then(({ drawing }) => drawing)');
      expect(await popup.evaluate(`gatehouse.answer(${drawing}, ${JSON.stringify(YES)})`)).toBe(false);
      await startGuard(app);
      await waits(popup);
    });
  });

  it('F10 a hostile name is text on one line, and no element comes of it', async () => {
    client.close();
    client = await startClient('<img src=x onerror=alert(1)>"\n“ok” \u202eevil');
    const { popup } = await asked(app, client);
    const name = popup.locator('dd').first();
    expect(await name.textContent()).toMatch(/^“<img src=x onerror=alert\(1\)>[^\n“”]*”$/);
    expect(await popup.locator('img').count()).toBe(0);
    expect(await name.locator('*').count()).toBe(0);
  });
});

describe.skipIf(cannotRun)('"I didn\'t ask for this"', () => {
  const suite = createSuite();
  afterAll(() => suite.end());

  it('F3 the client is refused, and what asks next for that program is not shown any more', async () => {
    const app = await suite.launch();
    const client = await startClient('Claude Code');
    const { popup, page } = await asked(app, client);
    await press(popup, "I didn't ask for this");
    expect((await client.answer(page)).get('error')).toBe('access_denied');
    await app.noPopup();
    const refused = new URL(await client.ask(app, { state: 'another' })).searchParams;
    expect([refused.get('error'), refused.get('error_description')]).toEqual(['temporarily_unavailable', 'the person paused this client']);
    const other = await startClient('Cursor');
    await other.register(app);
    await later(500);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    for (const program of [client, other]) program.close();
  });
});
