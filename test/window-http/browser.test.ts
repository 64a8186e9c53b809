import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DesktopApp } from '../electron/desktop-app.ts';
import { callTool, startClient } from '../electron/e2e.ts';
import { ready } from '../electron/person.ts';
import { type Broker, removeDirectory, run, startBroker } from '../support/broker.ts';
import { cannotBrowse, launchBrowser, type TestBrowser } from '../support/chromium.ts';

describe.skipIf(cannotBrowse)("gatehouse window in the person's browser (skipped without Chromium outside CI)", () => {
  let broker: Broker;
  let app: DesktopApp;
  let browser: TestBrowser;
  let website: Server;
  let context: BrowserContext;
  beforeAll(async () => {
    broker = await startBroker();
    app = broker as unknown as DesktopApp;
    browser = await launchBrowser();
    // In a fresh checkout the pages are built first.
    await broker.command('window');
    website = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<title>A website</title>')).listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await browser?.close();
    website?.close();
    await broker?.stop();
    removeDirectory(broker.directory);
  });
  beforeEach(async () => {
    context = await browser.newContext();
  });
  afterEach(() => context.close());

  const link = async () => (await broker.command<{ url: string }>('window')).url;
  const isOpen = (page: Page) => page.getByText(/^Running on /).waitFor();
  async function openWindow(): Promise<Page> {
    const page = await context.newPage();
    await page.goto(await link());
    await isOpen(page);
    return page;
  }
  /** From the list of requests to the popup's own tab. */
  async function review(page: Page): Promise<Page> {
    await page.getByRole('link', { name: 'Requests' }).click();
    const button = page.getByRole('button', { name: /^Review/ }).first();
    const [popup] = await Promise.all([context.waitForEvent('page'), button.click()]);
    return popup;
  }

  it('a client asks, the person reviews it, allows it by mouse in the popup’s own tab, and ends it in the window', async () => {
    const { out, code } = await run('src/cli/gatehouse.ts', ['window', '--data-dir', broker.directory], { DISPLAY: '', WAYLAND_DISPLAY: '' });
    const file = /within a minute: (.+)\n/.exec(out)?.[1] ?? '';
    expect([code, statSync(file).mode & 0o777]).toEqual([0, 0o600]);
    const page = await context.newPage();
    await page.goto(`file://${file}`);
    await isOpen(page);
    // Nothing that opens anything stands in the address, and the file leads nowhere any more.
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/');
    expect((await fetch(/url=([^"]+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '')).status).toBe(410);
    expect(await context.cookies()).toEqual([]);

    const client = await startClient('Claude Code');
    await client.register(app);
    const waiting = await client.ask(app);
    const popup = await review(page);
    await popup.locator('h1', { hasText: 'A program wants to use your memories' }).waitFor();
    expect(new URL(popup.url()).pathname).toBe('/');
    expect(new URL(popup.url()).port).not.toBe(new URL(page.url()).port);
    expect(await popup.evaluate('window.opener')).toBeNull();
    expect(await (await fetch(waiting)).text()).toContain(`>${await popup.locator('.code strong').textContent()}<`);
    await ready(popup);
    // It stays for a moment only.
    const [connected, closed] = [popup.locator('h1', { hasText: 'Connected. You can disconnect it any time.' }).waitFor(), popup.waitForEvent('close')];
    await popup.getByRole('button', { name: 'Allow', exact: true }).click();
    const tokens = await client.redeem(app, await client.answer(waiting));
    expect((await callTool(app, tokens, 'memory_status')).status).toBe(200);
    await Promise.all([connected, closed]);
    const { activity } = await broker.command<{ activity: { text: string }[] }>('activity');
    expect(JSON.stringify(activity)).toContain('in the window');

    await page.getByRole('link', { name: 'Clients' }).click();
    await page.getByText('“Claude Code”').first().waitFor();
    await page.evaluate(`window.gatehouse.ask('clients.revoke', { id: '${client.id()}' })`);
    expect((await callTool(app, tokens, 'memory_status')).status).toBe(401);
    client.close();
  });

  it('too early a click is no answer, Deny is one, and what was answered elsewhere ends by itself', async () => {
    const page = await openWindow();
    const client = await startClient('Cursor');
    await client.register(app);
    const waiting = await client.ask(app);
    const [popup, other] = [await review(page), await review(page)];
    await popup.locator('h1', { hasText: 'A program wants to use your memories' }).waitFor();
    await popup.bringToFront();
    // The guard's clock stands still, so that a slow machine is not late with a click that is meant to be too early.
    await popup.addInitScript('performance.now = () => 0');
    await popup.reload();
    await popup.getByRole('button', { name: 'Deny' }).click({ force: true });
    expect(await popup.locator('h1').textContent()).toBe('A program wants to use your memories');
    await popup.evaluate("delete performance.now; dispatchEvent(new Event('focus'))");
    await ready(popup);
    await popup.getByRole('button', { name: 'Deny' }).click();
    expect((await client.answer(waiting)).get('error')).toBe('access_denied');
    await other.locator('h1', { hasText: 'This request is not waiting any more.' }).waitFor();
    client.close();
  });

  it('a used link, another tab, and a reload', async () => {
    const url = await link();
    const page = await context.newPage();
    await page.goto(url);
    await isOpen(page);
    const second = await context.newPage();
    await second.goto(url);
    expect(await second.textContent('h1')).toBe('This link opens nothing any more');
    await second.goto(new URL('/', url).href);
    await second.getByText(`This window has ended. Open it again with: npm run --silent gatehouse -- window --data-dir ${broker.directory}`).first().waitFor();
    await page.reload();
    await isOpen(page);
    // A session that is not this tab's: kept nowhere that another tab could look.
    expect(await second.evaluate('[sessionStorage.length, localStorage.length, document.cookie]')).toEqual([0, 0, '']);
  });

  it('a website on another port of this computer reaches nothing', async () => {
    const page = await openWindow();
    const { origin } = new URL(page.url());
    const site = await context.newPage();
    await site.goto(`http://127.0.0.1:${(website.address() as AddressInfo).port}/`);
    const outcomes = await site.evaluate(
      async ([target, fresh]) => {
        const tries: [string, RequestInit][] = [
          [`${target}/ask`, { method: 'POST', headers: { 'x-gatehouse-session': 'x', 'content-type': 'application/json' }, body: '{}' }],
          [`${target}/ask`, { method: 'POST', mode: 'no-cors', body: '{"method":"status"}' }],
          [`${target}/`, {}],
          [fresh ?? '', {}],
          [fresh ?? '', { mode: 'no-cors' }],
        ];
        return Promise.all(
          tries.map(([url, init]) =>
            fetch(url, init).then(
              ({ type, status }) => `${type} ${status}`,
              () => 'refused',
            ),
          ),
        );
      },
      [origin, await link()],
    );
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => 'refused'));
    const framed = await site.evaluate(
      `new Promise((done) => { const frame = document.createElement('iframe'); frame.src = '${origin}/'; frame.onload = () => { try { done(frame.contentDocument?.body.textContent ?? 'closed') } catch { done('closed') } }; document.body.append(frame) })`,
    );
    expect(framed).toBe('closed');
    await isOpen(page);
  });

  it("the window's page cannot reach the popup's port, nor run what is not a file of its own", async () => {
    const page = await openWindow();
    const client = await startClient('Windsurf');
    await client.register(app);
    await client.ask(app);
    const popup = await review(page);
    await popup.locator('h1', { hasText: 'A program wants to use your memories' }).waitFor();
    const target = new URL(popup.url()).origin;
    expect(await page.evaluate(`fetch('${target}/answer', { method: 'POST', body: '{}' }).then(() => 'sent', () => 'refused')`)).toBe('refused');
    expect(
      await page.evaluate(`(() => { try { document.body.insertAdjacentHTML('beforeend', '<img src=x>'); return 'done' } catch { return 'refused' } })()`),
    ).toBe('refused');
    expect(await page.evaluate(`import('data:text/javascript,1').then(() => 'run', () => 'refused')`)).toBe('refused');
    expect(await page.evaluate(`window.gatehouse.ask('requests.allow', { id: 'x' })`)).toEqual({ refused: 'The window cannot do that.' });
    expect(await page.evaluate(`Object.isFrozen(window.gatehouse) && Object.keys(window.gatehouse)`)).toEqual(['ask', 'review', 'onChanged']);
    expect(await popup.evaluate(`Object.keys(window.gatehouse)`)).toEqual(['state', 'answer', 'extend', 'fit', 'seen', 'onChanged', 'onGuard']);
    client.close();
  });
});
