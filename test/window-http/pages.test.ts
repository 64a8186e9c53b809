import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nextRequest } from '../support/answer.ts';
import { type Broker, removeDirectory, startBroker } from '../support/broker.ts';
import { authorizationUrl, makePkce, register } from '../support/oauth-client.ts';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Milliseconds: in a fresh checkout the pages are built first. */
const BUILD = 180_000;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!existsSync(CHROMIUM) && !process.env.CI)(
  'settings, about and connecting a program, in a browser over a real broker (skipped without Chromium outside CI)',
  () => {
    const home = mkdtempSync(join(tmpdir(), 'gatehouse-home-'));
    const cursor = join(home, '.cursor', 'mcp.json');
    let broker: Broker;
    let browser: Browser;
    let page: Page;
    let complaints: string[];
    beforeAll(async () => {
      mkdirSync(join(home, '.cursor'));
      const environment = { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), GATEHOUSE_ACTIVITY_DAYS: '30' };
      broker = await startBroker({ environment });
      browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
      page = await (await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })).newPage();
      page.setDefaultTimeout(20_000);
      page.on('console', (message) => void (message.type() === 'error' || message.type() === 'warning' ? complaints.push(message.text()) : null));
      page.on('pageerror', (error) => void complaints.push(String(error)));
      complaints = [];
      await page.goto((await broker.command<{ url: string }>('window')).url);
      await page.getByText(/^Running on /).waitFor();
    }, BUILD);
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

    it('a setting is kept for the next start; a dangerous one asks first, and Cancel keeps nothing', async () => {
      await open('Settings');
      const days = page.getByLabel('Days without use until a connection ends');
      await days.fill('45');
      await days.press('Enter');
      await page.getByText('Holds from the next start on.').waitFor();
      expect(settings()).toEqual({ clientSleep: 45 });
      await page.getByRole('switch', { name: 'Answers may leave this computer' }).press('Space');
      await press('Cancel');
      expect(settings()).toEqual({ clientSleep: 45 });
      await page.getByRole('switch', { name: 'Answers may leave this computer' }).press('Space');
      await press('Let them leave');
      await page.getByText('Holds from the next start on.').nth(1).waitFor();
      expect(settings()).toEqual({ clientSleep: 45, remoteRedirects: true });
    });

    it('what is not allowed is said in one line, and what the environment decides cannot be changed', async () => {
      await open('Settings');
      await page.getByLabel('Minutes that an access token lasts').fill('1');
      await page.getByLabel('Minutes that an access token lasts').press('Enter');
      await page.getByText('allowed is whole minutes from 5 to 60').waitFor();
      expect(settings().accessTokenLifetime).toBeUndefined();
      expect(await page.getByLabel('Days that activity is kept').inputValue()).toBe('30');
      expect(await page.getByLabel('Days that activity is kept').isEditable()).toBe(false);
      await page.getByText('GATEHOUSE_ACTIVITY_DAYS decides this').waitFor();
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
  },
);
