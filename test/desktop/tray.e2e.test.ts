/** The tray and the notifications as the desktop sees them: real objects on a session bus of the test's own. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DesktopApp } from '../electron/desktop-app.ts';
import { type Client, callTool, cannotRun, createSuite, later, startClient } from '../electron/e2e.ts';
import { asked, denyAll, passTime, press, ready } from '../electron/person.ts';
import { type DesktopSession, hasBus, startSession, type TrayLine } from '../electron/session-bus.ts';
import { temporaryDirectory } from '../support/broker.ts';
import { postForm, type Tokens } from '../support/oauth-client.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;

/** Its pages are built once. */
const suite = createSuite();
afterAll(() => suite.end());

describe.skipIf(cannotRun || (!hasBus && !process.env.CI))('the tray, end to end (skipped without Chromium or D-Bus outside CI)', () => {
  let session: DesktopSession;
  let app: DesktopApp;
  const clients: Client[] = [];
  beforeAll(async () => {
    session = await startSession();
    app = await suite.launch({ environment: { STAND_IN_BUS: session.address } });
  });
  afterAll(async () => {
    // With the question answered by yes.
    expect(await app.quit()).toBe(0);
    await session?.close();
  });
  afterEach(async () => {
    await denyAll(app);
    for (const client of clients.splice(0)) client.close();
  });

  const line = async (...path: string[]): Promise<TrayLine | undefined> => {
    let [among, found]: [readonly TrayLine[], TrayLine | undefined] = [(await session.tray()).lines, undefined];
    for (const beginning of path) {
      found = among.find(({ label }) => label.startsWith(beginning));
      among = found?.lines ?? [];
    }
    return found;
  };
  const icon = (name: string) => until(async () => expect((await session.tray()).icon).toBe(`${name}.png`));
  const answerNext = (response: number) => app.evaluate(({ dialog }, next) => void dialog.answers.push({ response: next }), response);
  const boxes = () => app.evaluate(({ dialog }) => dialog.asked.map(({ message }) => message));
  const works = async (tokens: Tokens) => (await callTool(app, tokens, 'memory_status')).status;
  const start = async (name: string) => {
    const client = await startClient(name);
    clients.push(client);
    return client;
  };
  /** From nothing to tokens, with the person's Allow. */
  async function connected(name: string): Promise<{ client: Client; tokens: Tokens }> {
    const client = await start(name);
    const { page, popup } = await asked(app, client);
    await press(popup, 'Allow');
    const tokens = await client.redeem(app, await client.answer(page));
    await app.noPopup();
    return { client, tokens };
  }

  it('is there before any window, and says where the broker runs', async () => {
    const where = `TEST profile: Running on ${new URL(app.issuer).host}`;
    await until(async () => expect((await session.tray()).toolTip).toBe(where));
    const { lines } = await session.tray();
    expect(lines.flatMap(({ label, separator }) => (separator ? [] : [label]))).toEqual([
      where,
      'Connections',
      'Connect a program…',
      'Quiet: no pop-ups',
      'Pause everything',
      'Open Gatehouse',
      'Settings…',
      'Start at login',
      'Quit Gatehouse',
    ]);
    await icon('idle');
    expect((await line('Connections', 'No programs connected'))?.enabled).toBe(false);
  });

  it('Disconnect: after the person’s yes the very next request of that client is 401', async () => {
    const { tokens } = await connected('Cursor');
    expect(await works(tokens)).toBe(200);
    await until(async () => expect(await line('Connections', '“Cursor”')).toBeDefined());
    await answerNext(0);
    await session.click('Connections', '“Cursor”', 'Disconnect…');
    await until(async () => expect(await boxes()).toEqual(['Disconnect “Cursor”?']));
    expect(await works(tokens)).toBe(200);
    await answerNext(1);
    await session.click('Connections', '“Cursor”', 'Disconnect…');
    await until(async () => expect(await line('Connections', '“Cursor”')).toBeUndefined());
    expect(await works(tokens)).toBe(401);
  });

  it('Pause and Resume of one client leave the others alone', async () => {
    const [one, other] = [await connected('Zed'), await connected('Codex')];
    await until(async () => expect(await line('Connections', '“Codex”')).toBeDefined());
    await session.click('Connections', '“Zed”', 'Pause');
    await until(async () => expect(await line('Connections', '“Zed”, paused')).toBeDefined());
    expect([await works(one.tokens), await works(other.tokens)]).toEqual([503, 200]);
    await session.click('Connections', '“Zed”', 'Resume');
    await until(async () => expect(await line('Connections', '“Zed”, paused')).toBeUndefined());
    expect(await works(one.tokens)).toBe(200);
  });

  it('Pause everything: the next request of a connected client is refused, and the end of the pause lets it go on', async () => {
    const { tokens } = await connected('Claude Code');
    await session.click('Pause everything');
    await icon('paused');
    expect(await works(tokens)).toBe(503);
    expect((await line('Pause everything'))?.checked).toBe(true);
    await session.click('Pause everything');
    await icon('idle');
    expect(await works(tokens)).toBe(200);
  });

  it('Pause everything also takes away what waits: no popup is left to answer', async () => {
    const client = await start('Claude Code');
    const { page } = await asked(app, client);
    await session.click('Pause everything');
    await icon('paused');
    await app.noPopup();
    expect((await client.answer(page)).get('error')).toBe('temporarily_unavailable');
    await session.click('Pause everything');
    await icon('idle');
  });

  it('quiet: nothing pops up, one notification comes, and the line of the tray brings the request to the popup', async () => {
    const before = session.notices.length;
    await session.click('Quiet: no pop-ups', '1 hour');
    await until(async () => expect((await line('Quiet: no pop-ups', '1 hour'))?.checked).toBe(true));
    const client = await start('Windsurf');
    await client.register(app);
    const page = await client.ask(app);
    await until(() => expect(session.notices).toHaveLength(before + 1));
    expect(session.notices.at(-1)).toMatchObject({ summary: 'Gatehouse', body: 'A program is waiting for you.' });
    await app.noPopup();
    await icon('waiting');
    expect((await session.tray()).toolTip).toMatch(/1 program is waiting for you, no pop-ups$/);
    await session.click('“Windsurf” is waiting');
    const popup = await app.popup();
    const code = await popup.locator('.code strong').textContent();
    expect((await line('“Windsurf” is waiting'))?.label).toMatch(new RegExp(`^“Windsurf” is waiting, code ${code}: review… \\(\\d:\\d\\d left\\)$`));
    await ready(popup);
    await press(popup, 'Allow');
    expect((await client.answer(page)).get('code')).toMatch(/^ghc_/);
    await session.click('Quiet: no pop-ups', 'Off');
    await until(async () => expect((await line('Quiet: no pop-ups', 'Off'))?.checked).toBe(true));
  });

  it('nobody at the screen: one notification without a name, and a click on it opens the request', async () => {
    const before = session.notices.length;
    const client = await start('Claude Code');
    await client.register(app);
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    const page = await client.ask(app);
    await until(() => expect(session.notices).toHaveLength(before + 1));
    const notice = session.notices.at(-1);
    expect(notice).toMatchObject({ summary: 'Gatehouse', body: 'A program is waiting for you.' });
    await app.noPopup();
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'));
    const popup = await app.popup();
    await ready(popup);
    if (notice !== undefined) session.open(notice);
    await later(800);
    await ready(popup);
    await press(popup, 'Deny');
    expect((await client.answer(page)).get('error')).toBe('access_denied');
  });

  it('ruling 16: a refresh token that comes twice is told to the person, and a click leads to that client', async () => {
    const { client, tokens } = await connected('Roo');
    const refresh = () => postForm(`${app.issuer}/oauth/token`, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: client.id() });
    expect((await refresh()).status).toBe(200);
    await passTime(app, 2 * MINUTE);
    const before = session.notices.length;
    expect([(await refresh()).status, (await refresh()).status]).toEqual([400, 400]);
    await until(() => expect(session.notices.length).toBeGreaterThan(before));
    await later(200);
    expect(session.notices).toHaveLength(before + 1);
    const notice = session.notices.at(-1);
    expect(notice?.body).toMatch(/^A key of “Roo” was used twice/);
    if (notice !== undefined) session.open(notice);
    const window = await app.window();
    await until(() => expect(decodeURIComponent(new URL(window.url()).hash)).toBe(`#/clients/${client.id()}`));
  });

  it('leads to the pages of the window, and closing it says once that it goes on in the tray', async () => {
    for (const [label, hash] of [
      ['Settings…', '#/settings'],
      ['Connect a program…', '#/connect'],
    ] as const) {
      await session.click(label);
      const window = await app.window();
      await until(() => expect(new URL(window.url()).hash).toBe(hash));
    }
    for (let times = 0; times < 2; times += 1) {
      await session.click('Open Gatehouse');
      await app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close();
      });
      await later(200);
    }
    const said = () => session.notices.filter(({ body }) => body === 'Gatehouse goes on in the tray. Quit it from there.');
    await until(() => expect(said()).not.toEqual([]));
    await later(200);
    expect(said()).toHaveLength(1);
  });

  it('Quit asks when a program used it just now, and Cancel stays', async () => {
    const { tokens } = await connected('Claude Code');
    expect(await works(tokens)).toBe(200);
    await answerNext(0);
    await session.click('Quit Gatehouse');
    await until(async () => expect((await boxes()).at(-1)).toBe('Quit Gatehouse?'));
    expect(await works(tokens)).toBe(200);
  });
});

describe.skipIf(cannotRun || (!hasBus && !process.env.CI))('a broker that cannot start (skipped without Chromium or D-Bus outside CI)', () => {
  let session: DesktopSession;
  beforeAll(async () => {
    session = await startSession();
  });
  afterAll(async () => {
    await session?.close();
  });

  it('is a tray that says what is wrong, and a line that tries again', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'somebody.txt'), 'else’s');
    const launched = suite.launch({ directory, environment: { STAND_IN_BUS: session.address } });
    await session.tray();
    await until(async () => expect((await session.tray()).icon).toBe('problem.png'));
    const { toolTip, lines } = await session.tray();
    expect(toolTip).toMatch(/^TEST profile: .* holds somebody\.txt and is not a test profile, so it cannot become one\. Choose an empty directory\.$/);
    expect(lines[0]?.label).toMatch(/^! TEST profile: .+: fix…$/);
    rmSync(join(directory, 'somebody.txt'));
    await session.click('Try again');
    const app = await launched;
    await until(async () => expect((await session.tray()).toolTip).toBe(`TEST profile: Running on ${new URL(app.issuer).host}`));
    expect(await app.quit()).toBe(0);
  });
});
