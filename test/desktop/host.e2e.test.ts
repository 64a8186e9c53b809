/** The host as a whole: one of it, a window on demand, a popup that survives everything, and an end. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsView } from '../../src/shared/settings-view.ts';
import { createKeychainVault } from '../../src/vault/create-keychain-vault.ts';
import type { DesktopApp } from '../electron/desktop-app.ts';
import { callTool, cannotRun, createSuite, later, onStandIn, startClient } from '../electron/e2e.ts';
import { asked, denyAll, press, ready } from '../electron/person.ts';
import { run } from '../support/broker.ts';
import { until } from '../support/until.ts';

const keychain = await createKeychainVault('test-profile').catch((error: Error) => error);

describe.skipIf(cannotRun)('the host, end to end (skipped without Chromium outside CI)', () => {
  const suite = createSuite();
  let app: DesktopApp;
  beforeAll(async () => {
    app = await suite.launch();
  });
  afterAll(() => suite.end());
  afterEach(() => denyAll(app));

  it('its menu is its own, without what only developers need', async () => {
    const menu = await app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()
        ?.items.flatMap((item) => [item, ...(item.submenu !== undefined && 'items' in item.submenu ? item.submenu.items : [])])
        .map(({ role }) => role?.toLowerCase()),
    );
    expect(menu).toEqual(expect.arrayContaining(['editmenu', 'zoomin']));
    for (const role of ['reload', 'forcereload', 'toggledevtools']) expect(menu).not.toContain(role);
  });

  it('a second start brings the window of the first to the front and ends', async () => {
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    expect(await app.second()).toBe(0);
    const window = await app.window();
    await window.getByText(`Running on ${new URL(app.issuer).host}`).waitFor();
    expect(await window.evaluate('Object.keys(gatehouse)')).toEqual(['ask', 'review', 'onChanged']);
  });

  it('the command `gatehouse window` brings the app’s own window to the front, and makes no link', async () => {
    const isShown = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));
    const command = (...words: string[]) => run('src/cli/gatehouse.ts', ['window', ...words, '--data-dir', app.directory]);
    await app.second();
    await app.window();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(isShown).toBe(false);
    expect(await command()).toEqual({ code: 0, out: 'The window is in front.\n', err: '' });
    await expect.poll(isShown).toBe(true);
    expect(await command('--json')).toEqual({ code: 0, out: '{"url":null}\n', err: '' });
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it.runIf(onStandIn)('colours and start at login are kept from the window, at once', async () => {
    const source = () => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
    await app.second();
    const window = await app.window();
    await window.getByRole('link', { name: 'Settings' }).click();
    await window.getByLabel('Colours').selectOption('dark');
    await expect.poll(source).toBe('dark');
    await window.getByLabel('Colours').selectOption('system');
    await expect.poll(source).toBe('system');
    const login = window.getByRole('switch', { name: 'Start at login' });
    expect(await login.isChecked()).toBe(false);
    await login.press('Space');
    await expect.poll(() => login.isChecked()).toBe(true);
    await until(async () => {
      const answer = await window.evaluate<{ value: SettingsView }>("gatehouse.ask('settings.get', {})");
      expect(answer.value.settings.find(({ name }) => name === 'startAtLogin')?.value).toBe('true');
    });
    await login.press('Space');
    await expect.poll(() => login.isChecked()).toBe(false);
  });

  it('F5 the window can bring a request to the popup, but neither answer it nor reach its channels', async () => {
    const client = await startClient('Claude Code');
    const { popup } = await asked(app, client);
    await app.second();
    const window = await app.window();
    const { id } = await app.request();
    expect(await window.evaluate(`gatehouse.ask('requests.allow', { id: '${id}' })`)).toEqual({ refused: 'The window cannot do that.' });
    expect(await window.evaluate(`gatehouse.review('${id}')`)).toBe(true);
    await popup.locator('h1').waitFor();
    client.close();
  });

  it('quiet keeps requests from popping up, and the person can look at one all the same', async () => {
    await app.second();
    const window = await app.window();
    await window.evaluate("gatehouse.ask('quiet.begin', { minutes: 60 })");
    const client = await startClient('Claude Code');
    await client.register(app);
    const page = await client.ask(app);
    await later(300);
    await app.noPopup();
    await window.getByRole('link', { name: 'Requests' }).click();
    await window.getByText('“Claude Code”, code').waitFor();
    await window.getByRole('button', { name: 'Review' }).click();
    const popup = await app.popup();
    await ready(popup);
    await press(popup, 'Allow');
    const tokens = await client.redeem(app, await client.answer(page));
    await window.evaluate("gatehouse.ask('quiet.end')");
    expect((await callTool(app, tokens, 'memory_status')).status).toBe(200);
    // And what the window gave way to, the window ends: the very next request is refused.
    await window.getByRole('link', { name: 'Clients' }).first().click();
    await window.getByRole('row', { name: '“Claude Code”' }).first().click();
    await window.getByRole('button', { name: 'Disconnect' }).click();
    await window.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await window.getByRole('status').getByText('is disconnected. It can ask again.').waitFor();
    expect((await callTool(app, tokens, 'memory_status')).status).toBe(401);
    client.close();
  });

  it.runIf(onStandIn)('a popup whose page dies is asked again as a message box that grants reading, for an hour', async () => {
    const client = await startClient('Claude Code');
    const { page } = await asked(app, client);
    await app.evaluate(({ BrowserWindow, dialog }) => {
      dialog.answers.push({ response: 1 });
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().startsWith('gatehouse-consent:'))
        ?.webContents.forcefullyCrashRenderer();
    });
    expect((await client.redeem(app, await client.answer(page))).scope).toBe('memory:read');
    expect(await app.evaluate(({ dialog }) => dialog.asked.at(-1))).toMatchObject({
      message: 'Allow “Claude Code” to read your memories?',
      buttons: ['Deny', 'Allow'],
      defaultId: 0,
      cancelId: 0,
    });
    await until(() => expect(app.log()).toContain('the popup failed: its page is gone (crashed)'));
    client.close();
  });

  it('what nobody handles is written down and ends nothing', async () => {
    await app.evaluate(() => void Promise.reject(new Error('lost')));
    await until(() => expect(app.log()).toContain('fault outside a request: lost'));
    expect((await fetch(`${app.issuer}/.well-known/oauth-authorization-server`)).status).toBe(200);
  });

  it('quits with the broker closed, and what it kept is whole', async () => {
    const other = await suite.launch();
    expect(await other.quit()).toBe(0);
    expect(other.log()).toBe('');
    const again = await suite.launch({ directory: other.directory });
    expect(await again.quit()).toBe(0);
  });

  it.skipIf(keychain instanceof Error && !process.env.CI)(
    'keeps its keys in the Secret Service, and finds them there again (skipped without one outside CI)',
    async () => {
      const first = await suite.launch({ vault: 'keychain' });
      expect(await first.status()).toMatchObject({ vault: 'keychain', host: 'desktop' });
      const keys = await (await fetch(`${first.issuer}/.well-known/jwks.json`)).json();
      await first.quit();
      const second = await suite.launch({ vault: 'keychain', directory: first.directory });
      expect(await (await fetch(`${second.issuer}/.well-known/jwks.json`)).json()).toEqual(keys);
      await second.quit();
    },
  );
});
