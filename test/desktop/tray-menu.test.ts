/** The menu as a function of the state. What lies behind each line is clicked, not looked up. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ENDLESS } from '../../src/consent/attention/quiet.ts';
import { ago } from '../../src/desktop/tray/ago.ts';
import { barOf, iconFile, iconState } from '../../src/desktop/tray/icon.ts';
import { type Line, trayMenu } from '../../src/desktop/tray/menu.ts';
import type { Connection, RunningState, TrayState, Waiting } from '../../src/desktop/tray/state.ts';
import { tooltip } from '../../src/desktop/tray/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Wednesday at noon, wherever this runs. */
const NOON = new Date(2026, 10, 18, 12, 0, 0).getTime();

const actions = {
  open: vi.fn(),
  review: vi.fn(),
  pause: vi.fn(),
  resume: vi.fn(),
  disconnect: vi.fn(),
  beQuiet: vi.fn(),
  endQuiet: vi.fn(),
  lock: vi.fn(),
  unlock: vi.fn(),
  startAtLogin: vi.fn(),
  retry: vi.fn(),
  quit: vi.fn(),
};
beforeEach(() => vi.clearAllMocks());

const running = (changes: Partial<RunningState> = {}): RunningState => ({
  kind: 'running',
  test: false,
  address: '127.0.0.1:4283',
  locked: false,
  waiting: [],
  connections: [],
  quietUntil: null,
  silence: null,
  startsAtLogin: false,
  now: NOON,
  ...changes,
});
const connection = (changes: Partial<Connection> = {}): Connection => ({
  id: 'gh_1',
  name: 'Claude Code',
  label: null,
  state: 'connected',
  connectedSince: NOON - 10 * HOUR,
  lastUsedAt: NOON - 30 * MINUTE,
  ...changes,
});
const waiting = (changes: Partial<Waiting> = {}): Waiting => ({
  id: 'rq_1',
  code: '7K-2F',
  client: { id: 'gh_1', name: 'Claude Code' },
  expiresAt: NOON + 72_000,
  ...changes,
});

const menu = (state: TrayState): readonly Line[] => trayMenu(state, actions);
const under = (line: Line | undefined): readonly Line[] => (line?.submenu ?? []) as Line[];
const words = (lines: readonly Line[]) => lines.map(({ label, type }) => label ?? type);
/** A line by the labels that lead to it. */
function at(state: TrayState, ...path: string[]): Line {
  let lines = menu(state);
  let found: Line | undefined;
  for (const label of path) {
    found = lines.find((line) => line.label === label);
    if (found === undefined) throw new Error(`no ${label} among ${words(lines).join(' | ')}`);
    lines = under(found);
  }
  return found as Line;
}
const click = (state: TrayState, ...path: string[]) => (at(state, ...path).click as () => void)();

describe('the menu of a broker that runs', () => {
  it('is this, from top to bottom', () => {
    expect(words(menu(running()))).toEqual([
      'Running on 127.0.0.1:4283',
      'separator',
      'Connections',
      'Connect a program…',
      'separator',
      'Quiet: no pop-ups',
      'Pause everything',
      'separator',
      'Open Gatehouse',
      'Settings…',
      'Start at login',
      'Quit Gatehouse',
    ]);
    expect(at(running(), 'Running on 127.0.0.1:4283').enabled).toBe(false);
    expect(words(under(at(running(), 'Connections')))).toEqual(['No programs connected']);
    expect(at(running(), 'Connections', 'No programs connected').enabled).toBe(false);
  });

  it('leads to the pages of the window', () => {
    for (const label of ['Connect a program…', 'Settings…', 'Open Gatehouse']) click(running(), label);
    expect(actions.open.mock.calls).toEqual([['/connect'], ['/settings'], []]);
  });

  it('starts at login, or not, and says which; quits', () => {
    click(running(), 'Start at login');
    click(running({ startsAtLogin: true }), 'Start at login');
    click(running(), 'Quit Gatehouse');
    expect(actions.startAtLogin.mock.calls).toEqual([[true], [false]]);
    expect([at(running(), 'Start at login').checked, at(running({ startsAtLogin: true }), 'Start at login').checked]).toEqual([false, true]);
    expect(actions.quit).toHaveBeenCalledOnce();
  });

  it('pauses everything and ends the pause, and says which', () => {
    click(running(), 'Pause everything');
    const locked = running({ locked: true });
    click(locked, 'Pause everything');
    expect([actions.lock.mock.calls.length, actions.unlock.mock.calls.length]).toEqual([1, 1]);
    expect(at(locked, 'Pause everything').checked).toBe(true);
    expect([words(menu(locked))[0], tooltip(locked), iconState(locked)]).toEqual(['Everything is paused', 'Everything is paused', 'paused']);
  });
});

describe('who waits', () => {
  it('is named in quotes with the code and the time left, and reviewed by a click', () => {
    const state = running({ waiting: [waiting()] });
    click(state, '“Claude Code” is waiting, code 7K-2F: review… (1:10 left)');
    expect(actions.review).toHaveBeenCalledExactlyOnceWith('rq_1');
    expect([iconState(state), tooltip(state)]).toEqual(['waiting', 'Running on 127.0.0.1:4283, 1 program is waiting for you']);
  });

  it.each([
    ['a name of its own voice', 'X” is safe. Gatehouse says “yes', "“X' is safe. Gatehouse says 'yes” is"],
    ['line breaks and reordering', 'A\n\u202eB\u0007', '“AB” is'],
    ['the mark of a shortcut', 'R&D', '“R&&D” is'],
    ['a long one', 'x'.repeat(500), `“${'x'.repeat(39)}…” is`],
    ['none', null, 'A program is'],
  ])('cannot break out of its line: %s', (_what, name, shown) => {
    const [, , line] = menu(running({ waiting: [waiting({ client: { id: 'gh_1', name } })] }));
    expect(line?.label).toBe(`${shown} waiting, code 7K-2F: review… (1:10 left)`);
  });

  it('is never said to have more time than there is, nor less than none', () => {
    const left = (milliseconds: number) => menu(running({ waiting: [waiting({ expiresAt: NOON + milliseconds })] }))[2]?.label?.match(/\((.*) left/)?.[1];
    expect([120_000, 119_999, 60_000, 4_999, -5_000].map(left)).toEqual(['2:00', '1:55', '1:00', '0:00', '0:00']);
  });

  it('five have a line, the rest a page', () => {
    const state = running({ waiting: Array.from({ length: 8 }, (_, index) => waiting({ id: `rq_${index}`, code: `7K-${index}` })) });
    expect(words(menu(state)).filter((label) => label?.includes('is waiting'))).toHaveLength(5);
    click(state, '3 more…');
    expect(actions.open).toHaveBeenCalledExactlyOnceWith('/requests');
    expect(tooltip(state)).toBe('Running on 127.0.0.1:4283, 8 programs are waiting for you');
  });
});

describe('who is connected', () => {
  const two = running({
    connections: [
      connection({ id: 'gh_2', label: 'Cursor at work', lastUsedAt: NOON - 30 * HOUR }),
      connection(),
      connection({ id: 'gh_3', name: 'Zed', lastUsedAt: null, connectedSince: NOON - 100 * HOUR }),
    ],
  });

  it('by the last use, the person’s own label as it is and the program’s own name in quotes', () => {
    expect(words(under(at(two, 'Connections')))).toEqual(['“Claude Code”, 30 min ago', 'Cursor at work, yesterday', '“Zed”, not used yet']);
  });

  it('is opened, paused, and disconnected', () => {
    const line = '“Claude Code”, 30 min ago';
    expect(words(under(at(two, 'Connections', line)))).toEqual(['Open', 'Pause', 'Disconnect…']);
    for (const what of ['Open', 'Pause', 'Disconnect…']) click(two, 'Connections', line, what);
    expect([actions.open.mock.calls, actions.pause.mock.calls, actions.disconnect.mock.calls]).toEqual([
      [['/clients/gh_1']],
      [['gh_1']],
      [[expect.objectContaining({ id: 'gh_1', name: 'Claude Code' })]],
    ]);
  });

  it('is resumed when it is paused', () => {
    const state = running({ connections: [connection({ state: 'paused' })] });
    click(state, 'Connections', '“Claude Code”, paused', 'Resume');
    expect(actions.resume).toHaveBeenCalledExactlyOnceWith('gh_1');
  });

  it('is whoever has a connection: not who never had one, lost it, or is blocked', () => {
    const connections = (['never approved', 'disconnected', 'blocked'] as const).map((state) => connection({ state, connectedSince: null }));
    const neverAllowed = connection({ state: 'paused', connectedSince: null });
    expect(words(under(at(running({ connections: [...connections, neverAllowed] }), 'Connections')))).toEqual(['No programs connected']);
  });

  it('of a hundred, ten have a line and the rest a page', () => {
    const state = running({ connections: Array.from({ length: 100 }, (_, index) => connection({ id: `gh_${index}`, lastUsedAt: NOON - index * MINUTE })) });
    const lines = words(under(at(state, 'Connections')));
    expect([lines.length, lines[0], lines[9], lines.at(-1)]).toEqual([12, '“Claude Code”, just now', '“Claude Code”, 9 min ago', 'All connections…']);
    click(state, 'Connections', 'All connections…');
    expect(actions.open).toHaveBeenCalledExactlyOnceWith('/clients');
  });

  it.each([
    [0, 'just now'],
    [-5 * MINUTE, 'just now'],
    [MINUTE, '1 min ago'],
    [59 * MINUTE, '59 min ago'],
    [HOUR, '1 h ago'],
    [23 * HOUR, '23 h ago'],
    [24 * HOUR, 'yesterday'],
    [48 * HOUR, '2 days ago'],
  ])('used %i ms ago is %s', (passed, said) => {
    expect(ago(NOON - passed, NOON)).toBe(said);
  });
});

describe('quiet', () => {
  const checked = (state: RunningState) => under(at(state, 'Quiet: no pop-ups')).flatMap(({ checked, label }) => (checked ? [label] : []));
  const EIGHT_TOMORROW = new Date(2026, 10, 19, 8, 0, 0).getTime();

  it('is for an hour, until tomorrow morning, or until it is turned off', () => {
    for (const label of ['1 hour', 'Until tomorrow', 'Until I turn it off']) click(running(), 'Quiet: no pop-ups', label);
    expect(actions.beQuiet.mock.calls).toEqual([[60], [20 * 60], [null]]);
    click(running({ quietUntil: ENDLESS, silence: 'quiet' }), 'Quiet: no pop-ups', 'Off');
    expect(actions.endQuiet).toHaveBeenCalledOnce();
  });

  it('whoever is up at three has not slept: tomorrow is this morning', () => {
    click(running({ now: new Date(2026, 10, 18, 3, 0, 0).getTime() }), 'Quiet: no pop-ups', 'Until tomorrow');
    expect(actions.beQuiet.mock.calls).toEqual([[5 * 60]]);
  });

  it.each([
    ['off', null, 'Off'],
    ['just asked for an hour', NOON + HOUR, '1 hour'],
    ['the end of an hour', NOON + MINUTE, '1 hour'],
    ['until tomorrow', EIGHT_TOMORROW, 'Until tomorrow'],
    ['without end', ENDLESS, 'Until I turn it off'],
  ])('what holds is checked: %s', (_what, quietUntil, label) => {
    expect(checked(running({ quietUntil, silence: quietUntil === null ? null : 'quiet' }))).toEqual([label]);
  });

  it('another end, which the window can set, is said and nothing is checked', () => {
    const state = running({ quietUntil: NOON + 3 * HOUR, silence: 'quiet' });
    expect(checked(state)).toEqual([]);
    expect(words(under(at(state, 'Quiet: no pop-ups')))[0]).toMatch(/^Quiet until (15:00|0?3:00.PM)$/);
    expect(tooltip(state)).toBe('Running on 127.0.0.1:4283, no pop-ups');
  });

  it('a flood is said as one', () => {
    expect(words(under(at(running({ quietUntil: NOON + 9 * MINUTE, silence: 'flood' }), 'Quiet: no pop-ups')))[0]).toMatch(/^Too many requests, quiet until /);
  });
});

describe('where no broker runs', () => {
  const problem: TrayState = {
    kind: 'problem',
    test: false,
    line: 'Port 4283 is taken by nginx (process 12). Stop that program, or choose another port in the settings.',
    startsAtLogin: false,
  };

  it('the line says what happened and leads to where it is put right', () => {
    expect(words(menu(problem))).toEqual([
      '! Port 4283 is taken by nginx (process 12): fix…',
      'Try again',
      'separator',
      'Open Gatehouse',
      'Settings…',
      'Start at login',
      'Quit Gatehouse',
    ]);
    click(problem, '! Port 4283 is taken by nginx (process 12): fix…');
    click(problem, 'Try again');
    expect([actions.open.mock.calls, actions.retry.mock.calls.length]).toEqual([[['/settings']], 1]);
    expect([tooltip(problem), iconState(problem)]).toEqual([problem.line, 'problem']);
  });

  it('a long reason is cut, and a stranger’s program name is no shortcut', () => {
    const [line] = menu({ ...problem, line: `Port 1 is taken by R&D ${'x'.repeat(200)}. Stop it.` });
    expect(line?.label).toMatch(/^! Port 1 is taken by R&&D x+…: fix…$/);
  });

  it('the first moments are no problem', () => {
    const starting: TrayState = { kind: 'starting', test: false, startsAtLogin: false };
    expect([words(menu(starting))[0], iconState(starting)]).toEqual(['Gatehouse is starting', 'idle']);
  });

  it('a test profile says so in every state', () => {
    for (const state of [running(), running({ locked: true }), problem, { kind: 'starting', test: false, startsAtLogin: false } as const]) {
      expect(tooltip({ ...state, test: true })).toMatch(/^TEST profile: /);
      expect(words(menu({ ...state, test: true }))[0]).toMatch(/^(! )?TEST profile: /);
    }
  });
});

describe('the icon', () => {
  it.each([
    ['darwin', 'dark', 'mac/waitingTemplate.png'],
    ['win32', 'dark', 'on-dark/waiting.ico'],
    ['win32', 'light', 'on-light/waiting.ico'],
    ['linux', 'light', 'on-light/waiting.png'],
  ] as const)('%s on a %s bar is %s', (platform, bar, file) => {
    expect(iconFile('waiting', platform, bar)).toBe(file);
  });

  it.each([
    ['the taskbar of Windows, not its apps', { shouldUseDarkColors: false, shouldUseDarkColorsForSystemIntegratedUI: true }, 'win32', '', 'dark'],
    ['the taskbar of Windows, light below dark apps', { shouldUseDarkColors: true, shouldUseDarkColorsForSystemIntegratedUI: false }, 'win32', '', 'light'],
    ['the bar of GNOME, dark in a light theme', { shouldUseDarkColors: false }, 'linux', 'ubuntu:GNOME', 'dark'],
    ['a light panel', { shouldUseDarkColors: false }, 'linux', 'KDE', 'light'],
    ['a dark panel', { shouldUseDarkColors: true }, 'linux', 'KDE', 'dark'],
  ])('%s', (_what, theme, platform, desktop, bar) => {
    expect(barOf(theme, platform, desktop)).toBe(bar);
  });
});
