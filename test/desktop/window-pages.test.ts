import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { ProgramsView } from '../../src/shared/connect-view.ts';
import type { ClientView } from '../../src/shared/views.ts';
import { atRest, press } from '../electron/at-rest.ts';
import { NOW } from '../electron/popup-states.ts';
import { bringAxe, usePages } from '../electron/use-pages.ts';
import { CLIENT, manyClients, WINDOW_SCENES, type WindowScene } from '../electron/window-states.ts';
import { cannotBrowse } from '../support/chromium.ts';

/** What can be pressed and is lower than 32 pixels. Links within a line of text are as high as the line (WCAG 2.5.8), and a toggle is pressed by its label. */
const SMALL_TARGETS = `[...document.querySelectorAll('button, summary, select, nav a, input:not([role="switch"]), label:has(input)')]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 32)
  .map((each) => each.outerHTML)`;
/** What the heading of the page lies over. */
const COVERED = `(() => {
  const { top, bottom } = document.querySelector('main > .head > .title').getBoundingClientRect();
  return [...document.querySelectorAll('main > :not(.head):not(.notices)')]
    .filter((each) => each.getBoundingClientRect().top < bottom - 1 && each.getBoundingClientRect().bottom > top + 1)
    .map((each) => each.outerHTML.slice(0, 200));
})()`;
const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none', zoom: 1 },
  { colorScheme: 'dark', forcedColors: 'active', zoom: 1 },
  { colorScheme: 'dark', forcedColors: 'none', zoom: 2 },
] as const;
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent');
const heading = (page: Page) => page.locator('h1').textContent();

describe.skipIf(cannotBrowse)('every page of the window (skipped without Chromium outside CI)', () => {
  const { window: show, weight } = usePages();
  /** The focus comes in a frame of its own, after what it goes to. */
  const hasFocus = (page: Page, text: string) => expect.poll(() => focused(page)).toBe(text);

  it.each(Object.entries<WindowScene>(WINDOW_SCENES))(
    '%s: axe finds nothing in light, in forced colours, and in dark at 200 percent, and the policy nothing to refuse',
    async (_name, scene) => {
      const { page, complaints } = await show(scene);
      const axe = await bringAxe(page);
      for (const { zoom, ...colours } of LOOKS) {
        await page.emulateMedia(colours);
        await page.setViewportSize({ width: 960 / zoom, height: 640 / zoom });
        await atRest(page);
        expect(await axe()).toEqual([]);
        // Nothing is cut off at the side, and every target is large enough.
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
        expect(await page.evaluate(SMALL_TARGETS)).toEqual([]);
        // The rail stays where it is: only the page beside it scrolls, but for large print.
        if (zoom === 1) expect(await page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
        expect(await page.evaluate(COVERED)).toEqual([]);
      }
      expect(complaints).toEqual([]);
    },
  );

  it('a program that nothing lasting can be written for is told why, with nothing to copy and nothing to do next', async () => {
    const scenes: Readonly<Record<string, WindowScene>> = WINDOW_SCENES;
    const { page } = await show(scenes['connect without a bridge'] as WindowScene);
    const panel = page.locator('[role="tabpanel"]');
    await expect.poll(() => panel.textContent()).toBe('Claude Desktop cannot be given a bridge from here: this is an AppImage.');
    expect(await panel.locator('pre, button').count()).toBe(0);
  });

  it('a file that cannot be read: what is wrong with it, what to do, and a button that looks again', async () => {
    const scenes: Readonly<Record<string, WindowScene>> = WINDOW_SCENES;
    const known = scenes.connect?.answers['connect.list'] as ProgramsView;
    const programs = (isMended: boolean): ProgramsView => ({
      ...known,
      programs: known.programs.map((each) => (isMended && each.state === 'unreadable' ? { ...each, state: 'not-connected', problem: null } : each)),
    });
    let isMended = false;
    const { page } = await show({ ...(scenes.connect as WindowScene), answers: { ...scenes.connect?.answers, 'connect.list': () => programs(isMended) } });
    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Claude Desktop', exact: true }) });
    await card.getByText('Its file is left alone: it is no valid JSON: a } is missing in line 3. Correct the file, then look again.').waitFor();
    isMended = true;
    await card.getByRole('button', { name: 'Look again' }).click();
    await card.getByRole('button', { name: 'Connect: Claude Desktop' }).waitFor();
  });

  it('every way in is listed step by step, the latest first, with what stopped it and what to do; a stranger’s words are only text', async () => {
    const scenes: Readonly<Record<string, WindowScene>> = WINDOW_SCENES;
    const { page } = await show(scenes['connect attempts'] as WindowScene);
    const part = page.getByRole('region', { name: 'Who tried to come in' });
    const names = () => part.getByRole('heading', { level: 3 }).allTextContents();
    await expect.poll(async () => (await names()).length).toBe(5);
    expect((await names()).slice(0, 4)).toEqual(['Claude Code', 'Codex', 'Cursor', '“Claude through the bridge”']);
    const codex = part.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Codex' }) });
    await codex.getByText('Asked you: stopped here').waitFor();
    await codex.getByText('asked for redirect http://localhost:1234/cb, registered was http://127.0.0.1:51004/callback').waitFor();
    await codex.getByText(', 3 times').waitFor();
    await codex.getByText('What to do: make Codex register again').waitFor();
    await part.getByText('Asked you: waits for you').waitFor();
    await part.getByText('It came in later.').waitFor();
    expect(await part.locator('img').count()).toBe(0);
    // Steps begin where their program's name does.
    const left = async (what: string) => (await codex.locator(what).first().boundingBox())?.x;
    expect(await left('.lines > li')).toBe(await left('h3'));
    await part.getByRole('button', { name: 'Show all 6' }).click();
    await expect.poll(async () => (await names()).at(-1)).toBe('Zed');
    // What no other page finds, the browser's own search may.
    await page.evaluate("addEventListener('keydown', ({ key, defaultPrevented }) => { globalThis.pressed = [key, defaultPrevented]; })");
    for (const [key, isOurs] of [
      ['f', false],
      ['r', true],
    ] as const) {
      await press(page, `Control+${key}`);
      expect(await page.evaluate('pressed')).toEqual([key, isOurs]);
    }
  });

  it('after another port all that look elsewhere are listed, brought back at once, and told to log in; one that cannot be says why', async () => {
    const scenes: Readonly<Record<string, WindowScene>> = WINDOW_SCENES;
    const scene = scenes['connect after another port'] as WindowScene;
    const { programs, mcp } = scene.answers['connect.list'] as ProgramsView;
    const applied: string[] = [];
    let now = programs;
    const { page } = await show({
      ...scene,
      answers: {
        ...scene.answers,
        'connect.list': () => ({ mcp, programs: now }),
        'connect.apply': (parameters: unknown) => {
          const { id } = parameters as { id: string };
          applied.push(id);
          if (id === 'vscode') return { refused: 'The file of VS Code was left alone: it is read-only.' };
          now = now.map((each) => (each.id === id ? { ...each, state: 'connected' as const, astray: null } : each));
          return {};
        },
      },
    });
    const part = page.getByRole('region', { name: 'What is left to do' });
    const lines = () => part.getByRole('listitem').allTextContents();
    await expect
      .poll(lines)
      .toEqual([
        'VS Code: its entry is gone',
        'Codex: its entry leads to http://127.0.0.1:4100/mcp',
        'Claude Code: Open Claude Code and choose gatehouse. A question from Gatehouse follows.',
      ]);
    await part.getByRole('button', { name: 'Repair all' }).click();
    await expect
      .poll(lines)
      .toEqual([
        'VS Code: The file of VS Code was left alone: it is read-only.',
        'Claude Code: Open Claude Code and choose gatehouse. A question from Gatehouse follows.',
        'Codex: Open Codex and choose gatehouse. A question from Gatehouse follows.',
      ]);
    expect(applied).toEqual(['vscode', 'codex']);

    // Whoever has logged in leaves the list, while the page is open.
    now = now.map((each) => (each.id === 'codex' ? { ...each, lastInAt: NOW } : each));
    await page.evaluate('tellChanged()');
    await expect
      .poll(lines)
      .toEqual([
        'VS Code: The file of VS Code was left alone: it is read-only.',
        'Claude Code: Open Claude Code and choose gatehouse. A question from Gatehouse follows.',
      ]);
  });

  it('a key that has ended says so, in its row and on its page, and that a new one takes its place', async () => {
    const over = { id: 'gh_key', clientIds: ['gh_key'], kind: 'key', name: 'backup', state: 'disconnected', redirectUris: [], scopes: [], grants: [] } as const;
    const client: ClientView = { ...CLIENT, ...over, connectedSince: null, endsAt: null, program: null };
    const scene: WindowScene = { ...WINDOW_SCENES['client disconnected'], at: '#/clients', does: {}, steps: [] };
    const { page } = await show({ ...scene, answers: { ...scene.answers, 'clients.list': { clients: [client] }, 'clients.get': { client, evidence: [] } } });
    await page.locator('[role="row"]', { hasText: '“backup”' }).getByText('Ended', { exact: true }).click();
    await page.locator('h1', { hasText: '“backup”' }).waitFor();
    await page.getByText('This key has ended. Make a new one under Sessions, and put it in its place.').waitFor();
    expect(await page.getByText('It can ask for one.').count()).toBe(0);
  });

  it('a client is found, opened and disconnected with the keyboard alone', async () => {
    const { page, asked } = await show({ ...WINDOW_SCENES['client disconnected'], at: '#/requests', steps: [] });
    await press(page, 'Control+1');
    await page.locator('h1', { hasText: 'Clients' }).waitFor();
    await hasFocus(page, 'Clients');
    await press(page, 'Control+f');
    await page.keyboard.type('claude');
    await page.locator('[role="row"]').nth(2).waitFor({ state: 'detached' });
    await atRest(page);
    // Past the filter, into the list.
    for (const key of ['Tab', 'Tab', 'Tab']) if ((await focusedRow(page)) === null) await press(page, key);
    expect(await focusedRow(page)).toContain('“Claude Code”');
    await press(page, 'Enter');
    await page.locator('h1', { hasText: '“Claude Code”' }).waitFor();
    await hasFocus(page, '“Claude Code”');
    for (let left = 8; left > 0 && (await focused(page)) !== 'Disconnect'; left -= 1) await press(page, 'Tab');
    await press(page, 'Enter');
    const dialog = page.getByRole('alertdialog', { name: 'Disconnect “Claude Code”?' });
    await dialog.getByText('It stops working with your memories now. It can ask again.').waitFor();
    // Enter at once changes nothing: the focus is on Cancel.
    await hasFocus(page, 'Cancel');
    await press(page, 'Enter');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(page, 'Disconnect');
    expect(asked).toEqual([]);
    await press(page, 'Enter');
    await dialog.waitFor();
    await hasFocus(page, 'Cancel');
    await press(page, 'Tab', 'Enter');
    await page.getByRole('status').getByText('“Claude Code” is disconnected. It can ask again.').waitFor();
    expect(asked).toEqual([['clients.revoke', { id: CLIENT.id }]]);
    await press(page, 'Escape');
    await page.locator('h1', { hasText: 'Clients' }).waitFor();
  });

  it('Delete in the list asks first, and Esc takes it back', async () => {
    const { page, asked } = await show({ ...WINDOW_SCENES.clients, does: { 'clients.revoke': {} } });
    await page.getByRole('row', { name: 'Cursor on the old laptop' }).focus();
    await press(page, 'Delete');
    await page.getByRole('alertdialog', { name: 'Disconnect Cursor on the old laptop?' }).waitFor();
    await press(page, 'Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await atRest(page);
    expect(asked).toEqual([]);
  });

  it('an entry that the person took out themselves is missed no longer when they say so', async () => {
    const scene = (WINDOW_SCENES as Readonly<Record<string, WindowScene>>).connect as WindowScene;
    const { page, asked } = await show({ ...scene, does: { 'connect.undo': { id: 'vscode', changed: false } } });
    await page.getByRole('button', { name: 'Undo: VS Code' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('VS Code no longer knows Gatehouse.').first().waitFor();
    expect(asked).toContainEqual(['connect.undo', { id: 'vscode' }]);
  });

  it('a program that cannot register itself is entered here, because beside the app the command may not', async () => {
    const added: unknown[] = [];
    const { page } = await show({
      ...(WINDOW_SCENES as Readonly<Record<string, WindowScene>>)['connect entered by hand'],
      at: '#/connect',
      answers: {
        ...(WINDOW_SCENES as Readonly<Record<string, WindowScene>>)['connect entered by hand']?.answers,
        'clients.add': (parameters: unknown) => {
          added.push(parameters);
          return { id: 'gh_entered', secret: null };
        },
      },
    });
    await page.getByText('gh_entered').waitFor();
    expect(added).toEqual([{ name: 'My tool', redirectUris: ['http://127.0.0.1/callback'], confidential: false }]);
    expect(await page.getByText('Its secret, shown this once').count()).toBe(0);
    await expect.poll(() => page.getByRole('button', { name: 'Enter it' }).isDisabled()).toBe(true);
    await page.getByLabel('Name', { exact: true }).fill('My tool');
    await page.getByText('It keeps a secret').click();
    await page.getByLabel('Where its answers go').fill('http://127.0.0.1/a  http://localhost/b');
    await page.getByRole('button', { name: 'Enter it' }).click();
    await expect.poll(() => added.at(-1)).toEqual({ name: 'My tool', redirectUris: ['http://127.0.0.1/a', 'http://localhost/b'], confidential: true });
  });

  it('a key for scripts is made here, because beside the app the command may not, and is shown once', async () => {
    const created: unknown[] = [];
    const compartments = [
      { id: 'default', name: 'Default', alsoReads: [] },
      { id: 'work', name: 'Work', alsoReads: [] },
    ];
    const { page } = await show({
      at: '#/sessions',
      answers: {
        ...WINDOW_SCENES.sessions.answers,
        'compartments.list': { compartments },
        'tokens.create': (parameters: unknown) => {
          created.push(parameters);
          return { name: 'backup', token: 'ghk_secret' };
        },
      },
    });
    await page.getByRole('button', { name: 'New key for scripts' }).click();
    const dialog = page.getByRole('dialog', { name: 'A key for scripts' });
    const heightOf = (text: string) => dialog.getByText(text, { exact: true }).evaluate((label) => label.clientHeight);
    expect(await heightOf('It may')).toBeLessThan(40);
    await dialog.getByLabel('What it is for').fill('backup');
    await dialog.getByLabel('It may', { exact: true }).selectOption('memory:admin');
    await dialog.getByRole('button', { name: 'Create, including reorganising' }).waitFor();
    await dialog.getByLabel('It may', { exact: true }).selectOption('memory:write');
    await dialog.getByLabel('Memories it may use').selectOption('work');
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByText('ghk_secret').waitFor();
    expect(created).toEqual([{ name: 'backup', scopes: ['memory:read', 'memory:write'], for: '90d', compartment: 'work' }]);
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => page.getByText('ghk_secret').count()).toBe(0);
  });

  it('a permission is taken away with what includes it, and never given', async () => {
    const { page, asked } = await show({ ...WINDOW_SCENES.client, does: { 'grants.narrow': {} } });
    const all = await page
      .getByRole('switch')
      .evaluateAll((each) => (each as unknown as { checked: boolean; disabled: boolean }[]).map(({ checked, disabled }) => [checked, disabled]));
    expect(all.filter(([checked, disabled]) => !checked && !disabled)).toEqual([]);
    await page.getByText('Add, change and forget memories').nth(1).click();
    await page.getByRole('status').getByText('It may no longer: Add, change and forget memories.').waitFor();
    expect(asked).toEqual([['grants.narrow', { id: 'gr_work', scopes: ['memory:read'] }]]);
  });

  it('what a program calls itself is never more than text', async () => {
    const { page } = await show(WINDOW_SCENES.clients);
    expect(await page.getByText("“' is verified by Gatehouse").count()).toBe(1);
    expect(await page.locator('main b').count()).toBe(0);
  });

  it('the practice request asks for nothing, whatever is answered', async () => {
    const { page, asked } = await show(WINDOW_SCENES.practice);
    for (const answer of ['Deny', 'Allow', "I didn't ask for this"]) {
      await page.getByRole('button', { name: answer }).click();
      await page.getByRole('button', { name: 'Try another answer' }).click();
    }
    expect(asked).toEqual([]);
  });

  it('a request is brought to the prompt, and answered nowhere else', async () => {
    const { page, asked } = await show(WINDOW_SCENES.requests);
    expect(await page.locator('main').getByRole('button', { name: 'Allow' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Review “Cursor”' }).click();
    await expect.poll(() => asked).toEqual([['review', 'rq_2']]);
  });

  it('is read again when something has changed, and says why when it cannot be', async () => {
    const answers: Record<string, unknown> = { ...WINDOW_SCENES.clients.answers };
    const { page } = await show({ at: '#/clients', answers: { ...answers, 'clients.list': () => answers['clients.list'] } });
    answers['clients.list'] = { clients: [] };
    await page.evaluate('tellChanged()');
    await page.getByText('No programs connected yet.').waitFor();
    const refused = await show(WINDOW_SCENES['clients refused']);
    expect(await refused.page.getByRole('alert').textContent()).toBe('The window cannot do that.');
  });

  it.each(['clients', 'sessions'])('10,000 rows of %s are drawn no further than a window of any size shows them, however it is resized', async (name) => {
    const clients = manyClients(10_000);
    const sessions = clients.map(({ id, name: called }) => ({
      id: `se_${id}`,
      client: { id, name: called },
      scopes: ['memory:read'],
      startedAt: 0,
      lastUsedAt: 0,
      endsAt: null,
      endedAt: null,
      renewals: 0,
    }));
    const answers = { ...WINDOW_SCENES.clients.answers, 'clients.list': { clients }, 'sessions.list': { sessions } };
    const { page } = await show({ at: `#/${name}`, answers });
    for (const [width, height] of [
      [600, 800],
      [320, 320],
      [1500, 1200],
      [360, 240],
    ] as const) {
      await page.setViewportSize({ width, height });
      await atRest(page);
      expect(await page.locator('[role="row"]').count()).toBeLessThan(70);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
  });

  it('10,000 clients are a list of which only what can be seen is drawn', async () => {
    const { page } = await show({ at: '#/clients', answers: { ...WINDOW_SCENES.clients.answers, 'clients.list': { clients: manyClients(10_000) } } });
    const rows = () => page.locator('[role="row"]').count();
    expect(await rows()).toBeLessThan(40);
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('10001');
    await page.locator('[role="grid"]').evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
    await page.getByText('“Program 9999”').waitFor();
    expect(await rows()).toBeLessThan(40);
  });

  it('weighs less than 350 KB, gzipped', () => {
    expect(weight('window')).toBeLessThan(350 * 1024);
  });

  it('every page is reached by its number, and its heading has the focus', async () => {
    const { page } = await show(WINDOW_SCENES.clients);
    const titles = ['Clients', 'Requests', 'Sessions', 'Memories', 'Activity', 'Connect a program', 'Settings', 'About'];
    for (const [index, title] of titles.entries()) {
      await page.keyboard.press(`Control+${index + 1}`);
      await expect.poll(() => heading(page)).toBe(title);
      await hasFocus(page, title);
    }
  });
});

async function focusedRow(page: Page): Promise<string | null> {
  return page.evaluate<string | null>('document.activeElement.closest("[role=row]")?.textContent ?? null');
}
