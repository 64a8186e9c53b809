import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nextRequest } from '../support/answer.ts';
import { type Broker, removeDirectory, startBroker } from '../support/broker.ts';
import { cannotBrowse, launchBrowser, type TestBrowser } from '../support/chromium.ts';
import { authorizationUrl, makePkce, register } from '../support/oauth-client.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(cannotBrowse)('settings, about and connecting a program, in a browser over a real broker (skipped without Chromium outside CI)', () => {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-home-'));
  const cursor = join(home, '.cursor', 'mcp.json');
  let broker: Broker;
  let browser: TestBrowser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    mkdirSync(join(home, '.cursor'));
    const environment = { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), GATEHOUSE_ACTIVITY_DAYS: '30' };
    broker = await startBroker({ environment });
    browser = await launchBrowser();
    page = await (await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })).newPage();
    page.on('console', (message) => void (message.type() === 'error' || message.type() === 'warning' ? complaints.push(message.text()) : null));
    page.on('pageerror', (error) => void complaints.push(String(error)));
    complaints = [];
    await page.goto((await broker.command<{ url: string }>('window')).url);
    await page.getByText(/^Running on /).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await broker?.stop();
    removeDirectory(broker.directory);
    rmSync(home, { recursive: true });
  });
  beforeEach(() => {
    complaints = [];
  });

  async function open(title: string): Promise<void> {
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
  const press = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click();
  const settings = () => JSON.parse(readFileSync(join(broker.directory, 'config.json'), 'utf8')) as Record<string, unknown>;

  it.each(['Connect a program', 'Settings', 'About'])(
    '%s: axe finds nothing, in light and dark, and the policy has nothing to complain about',
    async (title) => {
      await open(title);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.getByRole('heading', { level: 2 }).last().waitFor();
        // Evaluated by the test, not by the page: its policy is in force.
        const violations = await page.evaluate(
          `${axe}; axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
        );
        expect(violations).toEqual([]);
      }
      expect(complaints).toEqual([]);
    },
  );

  it('a setting is kept and holds at once; a dangerous one asks first, and Cancel keeps nothing', async () => {
    await open('Settings');
    const days = page.getByLabel('Days without use until a connection ends');
    await days.fill('45');
    await days.press('Enter');
    await press('End them');
    await page.getByRole('status').getByText('Kept.').waitFor();
    expect(settings()).toEqual({ clientSleep: 45 });
    await page.getByRole('switch', { name: 'Answers may leave this computer' }).press('Space');
    await press('Cancel');
    expect(settings()).toEqual({ clientSleep: 45 });
    await page.getByRole('switch', { name: 'Answers may leave this computer' }).press('Space');
    await press('Let them leave');
    await expect.poll(settings).toEqual({ clientSleep: 45, remoteRedirects: true });
    const { redirect_uris: redirects } = await register(broker.issuer, { redirect_uris: ['https://app.example.com/callback'] });
    expect(redirects).toEqual(['https://app.example.com/callback']);
  });

  it('what holds from the next start on says so before and after, and is what it was until then', async () => {
    await open('Settings');
    const proxy = page.getByLabel('Address of your own proxy');
    const setting = page.locator('.setting').filter({ has: proxy });
    await setting.getByText('A change holds from the next start of Gatehouse on.').waitFor();
    await proxy.fill('https://memory.example.com');
    await proxy.press('Enter');
    await press('Serve it there');
    await setting.getByText('Changed. It holds from the next start of Gatehouse on.').waitFor();
    expect((await broker.command<{ externalIssuer: unknown }>('status')).externalIssuer).toBeNull();
    await proxy.fill('');
    await proxy.press('Enter');
    await setting.getByText('A change holds from the next start of Gatehouse on.').waitFor();
  });

  it('colours are the person’s at once, and from the first moment of the next page', async () => {
    await open('Settings');
    const colours = () => page.evaluate<[string, string]>(`[document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor]`);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(colours).toEqual(['system', 'rgb(255, 255, 255)']);
    await page.getByLabel('Colours').selectOption('dark');
    await expect.poll(colours).toEqual(['dark', 'rgb(29, 31, 35)']);
    await expect.poll(() => settings().theme).toBe('dark');
    const answer = await page.reload();
    expect(await answer?.text()).toContain('<html data-theme="dark" lang="en">');
    await page.getByLabel('Colours').selectOption('system');
    await expect.poll(colours).toEqual(['system', 'rgb(255, 255, 255)']);
  });

  it('how a question is asked: the time that is chosen, and how long it waits', async () => {
    await open('Settings');
    await page.getByLabel('Time that a question suggests').selectOption('once');
    await expect.poll(() => settings().duration).toBe('once');
    await page.getByLabel('Seconds that a question waits').fill('30');
    await page.getByLabel('Seconds that a question waits').press('Enter');
    await expect.poll(() => settings().promptTimeout).toBe(30);
    const { client_id: id } = await register(broker.issuer, { client_name: 'Patient' });
    await fetch(authorizationUrl(broker.issuer, String(id), makePkce().challenge), { redirect: 'manual' });
    const { durations, arrivedAt, expiresAt, id: request } = await nextRequest(broker);
    expect(durations.filter(({ chosen }) => chosen)).toMatchObject([{ duration: 'once' }]);
    expect(expiresAt - arrivedAt).toBeLessThan(45_000);
    await broker.command('deny', request);
  });

  it('what is not allowed is said beside its field, and what the environment decides cannot be changed', async () => {
    await open('Settings');
    const minutes = page.getByLabel('Minutes that an access token lasts');
    await minutes.fill('1');
    await minutes.press('Enter');
    const setting = page.locator('.setting').filter({ has: minutes });
    await setting.getByRole('alert').getByText('"1" does not work here: use whole minutes from 5 to 60, or leave it empty.').waitFor();
    expect(await minutes.getAttribute('aria-invalid')).toBe('true');
    expect(settings().accessTokenLifetime).toBeUndefined();
    await minutes.fill('10');
    await setting.getByRole('alert').waitFor({ state: 'detached' });
    await minutes.press('Enter');
    await expect.poll(() => settings().accessTokenLifetime).toBe(10);
    expect(await page.getByLabel('Days that activity is kept').inputValue()).toBe('30');
    expect(await page.getByLabel('Days that activity is kept').isEditable()).toBe(false);
    await page.getByText('GATEHOUSE_ACTIVITY_DAYS decides this').waitFor();
  });

  it('what only the desktop app can do is not offered', async () => {
    await open('Settings');
    await page.getByLabel('Colours').waitFor();
    expect(await page.getByText('Start at login').count()).toBe(0);
    expect(await page.getByText('Look for newer versions').count()).toBe(0);
  });

  it('shows what would change in Cursor, connects it, misses its entry, repairs it, and takes it out again', async () => {
    await open('Connect a program');
    await press('Show what would change: Cursor');
    await page.getByText(`"url": "${broker.mcp}"`).first().waitFor();
    expect(existsSync(cursor)).toBe(false);
    await press('Connect: Cursor');
    await page.getByText('Cursor knows Gatehouse now.').waitFor();
    expect(JSON.parse(readFileSync(cursor, 'utf8'))).toEqual({ mcpServers: { gatehouse: { url: broker.mcp } } });
    writeFileSync(cursor, '{}');
    await page.reload();
    await page.getByText('was connected, and its entry is gone').waitFor();
    await press('Repair: Cursor');
    await page.getByText('knows Gatehouse', { exact: true }).waitFor();
    await press('Undo: Cursor');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('does not know Gatehouse').waitFor();
    expect(readFileSync(cursor, 'utf8')).not.toContain('gatehouse');
  });

  it('follows a program on its way in, and says where it stopped and what to do; axe finds nothing in that either', async () => {
    await open('Connect a program');
    await fetch(`${broker.issuer}/sse`, { headers: { 'user-agent': 'Zed/1.0' } });
    const card = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Zed' }) })
      .filter({ hasText: 'stopped here' });
    await card.getByText('Found Gatehouse: stopped here').waitFor();
    await card.getByText(`asked for ${broker.issuer}/sse`).waitFor();
    await card.getByText('What to do: run: gatehouse connect zed').waitFor();
    const violations = await page.evaluate(`${axe}; axe.run(document).then(({ violations }) => violations.map(({ id }) => id))`);
    expect(violations).toEqual([]);
    const { client_id: id } = await register(broker.issuer, { client_name: 'A <b>tool</b>' });
    const tool = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: '“A <b>tool</b>”' }) });
    await tool.getByText('Registered: done').waitFor();
    await fetch(authorizationUrl(broker.issuer, String(id), makePkce().challenge), { redirect: 'manual' });
    await tool.getByText('Asked you: waits for you').waitFor();
    await broker.command('deny', (await nextRequest(broker)).id);
    await tool.getByText('Asked you: stopped here').waitFor();
    await tool.getByText('you said no').waitFor();
    expect(complaints).toEqual([]);
  });

  it('the self-test finds this broker good', async () => {
    await open('Connect a program');
    await press('Test');
    await expect.poll(() => page.getByText('Good', { exact: true }).count()).toBe(4);
  });

  it('copies what is previewed, and no more', async () => {
    await open('About');
    await press(/^Copy diagnostics/);
    await page.getByText('Copied.').waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toBe(await page.locator('pre').innerText());
    expect(copied).toContain('Gatehouse 0.1.0, headless');
    expect(copied).not.toContain(broker.directory);
    expect(copied).not.toContain(home);
  });
});
