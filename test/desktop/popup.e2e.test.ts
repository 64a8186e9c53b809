/** A foreign client, the whole app, and a person with a mouse. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DesktopApp } from '../electron/desktop-app.ts';
import { type Client, callTool, cannotRun, createSuite, GUARDED, later, startClient } from '../electron/e2e.ts';

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
  afterEach(() => client.close());

  it('registers, is announced, asks, is allowed by mouse, and works', async () => {
    await client.register(app);
    const popup = await app.popup();
    expect(await popup.locator('h1').textContent()).toBe('A program wants to connect');
    expect(await popup.locator('button:visible').allTextContents()).toEqual(["I didn't ask for this", 'Deny']);
    const page = await client.ask(app);
    await popup.locator('h1', { hasText: 'A program wants to use your memories' }).waitFor();
    const code = await popup.locator('.code strong').textContent();
    expect(await (await fetch(page)).text()).toContain(`>${code}<`);
    expect(await popup.locator('.facts').first().textContent()).toContain(`The answer goes to ${new URL(client.redirectUri).host}`);
    await later(GUARDED);
    await popup.getByRole('button', { name: 'Allow' }).click();
    const answer = await client.answer(page);
    expect(await popup.locator('h1').textContent()).toBe('Connected. You can disconnect it any time.');
    const tokens = await client.redeem(app, answer);
    expect(tokens.scope).toBe('memory:read memory:write');
    expect((await callTool(app, tokens, 'memory_status')).status).toBe(200);
    await app.noPopup();
  });

  it('Deny: the client is told so', async () => {
    await client.register(app);
    const page = await client.ask(app);
    const popup = await app.popup();
    await later(GUARDED);
    await popup.getByRole('button', { name: 'Deny' }).click();
    expect((await client.answer(page)).get('error')).toBe('access_denied');
    await app.noPopup();
  });
});
