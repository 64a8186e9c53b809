/** The tray and the notifications as the desktop sees them: real objects on a session bus of the test's own. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DesktopApp } from '../electron/desktop-app.ts';
import { callTool, cannotRun, createSuite, GUARDED, later, startClient } from '../electron/e2e.ts';
import { asked, denyAll, press } from '../electron/person.ts';
import { type DesktopSession, hasBus, startSession } from '../electron/session-bus.ts';

describe.skipIf(cannotRun || (!hasBus && !process.env.CI))('the tray, end to end (skipped without Chromium or D-Bus outside CI)', () => {
  const suite = createSuite();
  let session: DesktopSession;
  let app: DesktopApp;
  beforeAll(async () => {
    session = await startSession();
    app = await suite.launch({ environment: { STAND_IN_BUS: session.address } });
  });
  afterAll(async () => {
    await suite.end();
    await session?.close();
  });
  afterEach(() => denyAll(app));

  const labels = async () => (await session.tray()).lines.map(({ label }) => label);

  it('is there before any window, and says where the broker runs', async () => {
    const where = `TEST profile: Running on ${new URL(app.issuer).host}`;
    await vi.waitFor(async () => expect((await session.tray()).toolTip).toBe(where));
    expect((await session.tray()).icon).toBe('idle.png');
    expect(await labels()).toEqual(expect.arrayContaining([where, 'Pause everything', 'Open Gatehouse', 'Quit Gatehouse']));
  });

  it('shows who waits, and the line brings the request to the popup', async () => {
    const client = await startClient('Claude Code');
    const { popup } = await asked(app, client);
    const code = await popup.locator('.code strong').textContent();
    await vi.waitFor(async () => expect((await session.tray()).icon).toBe('waiting.png'));
    await session.click(`“Claude Code” is waiting, code ${code}: review…`);
    expect(await popup.locator('.code strong').textContent()).toBe(code);
    client.close();
  });

  it('Pause everything: the next request of a connected client is refused, and the end of the pause lets it go on', async () => {
    const client = await startClient('Claude Code');
    const { page, popup } = await asked(app, client);
    await press(popup, 'Allow');
    const tokens = await client.redeem(app, await client.answer(page));
    expect((await callTool(app, tokens, 'memory_status')).status).toBe(200);
    await session.click('Pause everything');
    await vi.waitFor(async () => expect((await session.tray()).icon).toBe('paused.png'));
    expect((await callTool(app, tokens, 'memory_status')).status).toBe(503);
    expect((await session.tray()).lines.find(({ label }) => label === 'Pause everything')?.checked).toBe(true);
    await session.click('Pause everything');
    await vi.waitFor(async () => expect((await session.tray()).icon).toBe('idle.png'));
    expect((await callTool(app, tokens, 'memory_status')).status).toBe(200);
    client.close();
  });

  it('nobody at the screen: one notification without a name, and a click on it opens the request', async () => {
    const client = await startClient('Claude Code');
    await client.register(app);
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    const page = await client.ask(app);
    await vi.waitFor(() => expect(session.notices).toHaveLength(1));
    expect(session.notices[0]).toEqual({ id: 1, summary: 'Gatehouse', body: 'A program is waiting for you.' });
    await app.noPopup();
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'));
    await app.popup();
    await later(GUARDED);
    const [notice] = session.notices;
    if (notice !== undefined) session.open(notice);
    await later(GUARDED);
    await press(await app.popup(), 'Deny');
    expect((await client.answer(page)).get('error')).toBe('access_denied');
    client.close();
  });

  it('Open Gatehouse opens the window', async () => {
    await session.click('Open Gatehouse');
    expect(await (await app.window()).locator('h1').textContent()).toBe('Clients');
  });
});
