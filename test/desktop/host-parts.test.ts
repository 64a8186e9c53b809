/** What the host is put together from, each alone. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActivityEvent } from '../../src/activity/events.ts';
import { AdminFault } from '../../src/admin/fault.ts';
import { createAskBroker } from '../../src/desktop/ask-broker.ts';
import { createFollow } from '../../src/desktop/follow.ts';
import { holdBroker } from '../../src/desktop/hold-broker.ts';
import { createNotices } from '../../src/desktop/notices.ts';
import { createReviews } from '../../src/desktop/reviews.ts';
import { createSoon } from '../../src/desktop/soon.ts';
import { createTellAstray } from '../../src/desktop/tell-astray.ts';
import { createTellTheft } from '../../src/desktop/tell-theft.ts';
import { createTray } from '../../src/desktop/tray/create-tray.ts';
import type { TrayState } from '../../src/desktop/tray/state.ts';
import { createTrayActions } from '../../src/desktop/tray/tray-actions.ts';
import { dialog, nativeTheme, standIn, Tray } from '../electron/fake.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the broker that is held', () => {
  const setUp = (start: () => Promise<{ close(): Promise<void> }>) => {
    const onStarted = vi.fn();
    return { onStarted, held: holdBroker({ start, onStarted, explain: (error) => String(error), onChanged: () => undefined }) };
  };

  it('is started once, however often it is asked for', async () => {
    const start = vi.fn(async () => ({ close: async () => undefined }));
    const { held, onStarted } = setUp(start);
    await Promise.all([held.start(), held.start()]);
    await held.start();
    expect([start.mock.calls.length, onStarted.mock.calls.length, held.problem()]).toEqual([1, 1, null]);
  });

  it('says why there is none, and can be tried again', async () => {
    const start = vi.fn(async () => ({ close: async () => undefined }));
    start.mockRejectedValueOnce('The port is taken.');
    const { held } = setUp(start);
    await held.start();
    expect([held.running(), held.problem()]).toEqual([null, 'The port is taken.']);
    await held.start();
    expect([held.running() === null, held.problem()]).toEqual([false, null]);
  });

  it('one that is only starting is closed too, and none starts after the end', async () => {
    const close = vi.fn(async () => undefined);
    let ready: (broker: { close: typeof close }) => void = () => undefined;
    const start = vi.fn(() => new Promise<{ close: typeof close }>((resolve) => (ready = resolve)));
    const { held } = setUp(start);
    void held.start();
    const ended = held.end();
    ready({ close });
    await ended;
    await held.start();
    expect([close.mock.calls.length, start.mock.calls.length, held.running()]).toEqual([1, 1, null]);
  });
});

describe('many wishes in a moment', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are one run; what is wished for while it runs is one more', async () => {
    let finish: () => void = () => undefined;
    const run = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const wish = createSoon(run, 100, () => undefined);
    for (let index = 0; index < 10; index += 1) wish();
    await vi.advanceTimersByTimeAsync(100);
    for (let index = 0; index < 10; index += 1) wish();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(run).toHaveBeenCalledOnce();
    finish();
    await vi.advanceTimersByTimeAsync(100);
    expect(run).toHaveBeenCalledTimes(2);
    finish();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('a run that failed is told and does not end the next', async () => {
    const faults: unknown[] = [];
    const run = vi.fn(async () => {
      throw new Error('disk');
    });
    const wish = createSoon(run, 100, (error) => faults.push(error));
    wish();
    await vi.advanceTimersByTimeAsync(100);
    wish();
    await vi.advanceTimersByTimeAsync(100);
    expect([run.mock.calls.length, faults.length]).toEqual([2, 2]);
  });

  it('a thousand calls of tools tell the window a few times and do not touch the tray', async () => {
    const [tray, window] = [vi.fn(async () => undefined), vi.fn()];
    const follow = createFollow({ tray, window, isWaiting: () => false, log: () => undefined });
    const events = new EventEmitter();
    const onRecorded = (listener: (event: ActivityEvent) => void) => {
      events.on('event', listener);
      return () => undefined;
    };
    follow.broker({ onChange: () => () => undefined }, { onRecorded });
    for (let index = 0; index < 1_000; index += 1) events.emit('event', { kind: 'tool.called' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([tray.mock.calls.length, window.mock.calls.length]).toEqual([0, 1]);
    events.emit('event', { kind: 'client.paused' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([tray.mock.calls.length, window.mock.calls.length]).toEqual([1, 2]);
  });

  it('the tray follows the clock: by seconds while somebody waits, by minutes otherwise', async () => {
    const tray = vi.fn(async () => undefined);
    let waits = true;
    createFollow({ tray, window: () => undefined, isWaiting: () => waits, log: () => undefined });
    await vi.advanceTimersByTimeAsync(30_500);
    expect(tray).toHaveBeenCalledTimes(6);
    waits = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tray).toHaveBeenCalledTimes(7);
  });
});

describe('what the tray does', () => {
  const setUp = (fault: Error | null = null) => {
    const asked: unknown[] = [];
    const [said, lines]: [string[], string[]] = [[], []];
    const chosen: boolean[] = [];
    const login = { isOn: () => chosen.at(-1) ?? false, set: (on: boolean) => void chosen.push(on) };
    const actions = createTrayActions({
      ask: async (...words) => {
        asked.push(words);
        if (fault !== null) throw fault;
      },
      login,
      say: (line) => void said.push(line),
      open: () => undefined,
      review: () => true,
      retry: () => undefined,
      quit: () => undefined,
      onChanged: () => void asked.push('changed'),
      log: (line) => void lines.push(line),
    });
    return { actions, asked, said, lines, login };
  };
  const cursor = { id: 'gh_1', name: 'Cursor', label: null, state: 'connected', connectedSince: 0, lastUsedAt: null } as const;

  it('is what the window’s functions do', () => {
    const { actions, asked, login } = setUp();
    actions.pause('gh_1');
    actions.resume('gh_1');
    actions.beQuiet(60);
    actions.beQuiet(null);
    actions.endQuiet();
    actions.lock();
    actions.unlock();
    actions.startAtLogin(true);
    expect(asked).toEqual([
      ['clients.pause', { id: 'gh_1' }],
      ['clients.resume', { id: 'gh_1' }],
      ['quiet.begin', { minutes: 60 }],
      ['quiet.begin', {}],
      ['quiet.end', undefined],
      ['lock', undefined],
      ['unlock', undefined],
      'changed',
    ]);
    expect(login.isOn()).toBe(true);
  });

  it('disconnects after a question whose safe answer is the one that Enter and Escape give', async () => {
    const { actions, asked } = setUp();
    dialog.answers.push({ response: 0 }, { response: 1 });
    await actions.disconnect(cursor);
    expect(asked).toEqual([]);
    await actions.disconnect(cursor);
    expect(asked).toEqual([['clients.revoke', { id: 'gh_1' }]]);
    expect(dialog.asked.at(-1)).toMatchObject({
      message: 'Disconnect “Cursor”?',
      detail: 'It stops working with your memories now. It can ask again.',
      buttons: ['Cancel', 'Disconnect'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
  });

  it('what did not work is said: a refusal in its words, a fault without its own', async () => {
    const refused = setUp(new AdminFault('There is no client gh_1.'));
    refused.actions.pause('gh_1');
    await settle();
    expect(refused.said).toEqual(['There is no client gh_1.']);
    const failed = setUp(new Error('/secret/path: disk full'));
    failed.actions.lock();
    await settle();
    expect([failed.said, failed.lines]).toEqual([['That could not be done. Gatehouse’s log says more.'], ['fault in lock: Error: /secret/path: disk full']]);
  });
});

describe('the tray', () => {
  const state: TrayState = { kind: 'problem', test: false, line: 'The keychain is locked. Unlock it.', startsAtLogin: false };
  const actions = createTrayActions({
    ask: async () => undefined,
    login: { isOn: () => false, set: () => undefined },
    say: () => undefined,
    open: vi.fn(),
    review: () => true,
    retry: () => undefined,
    quit: () => undefined,
    onChanged: () => undefined,
    log: () => undefined,
  });
  const shown = (platform: string) => {
    const view = createTray({ icons: '/icons', platform, desktop: '', actions });
    view.show(state);
    return { view, tray: Tray.all.at(-1) as InstanceType<typeof Tray> };
  };
  const path = (tray: InstanceType<typeof Tray>) => (tray.image as { path: string }).path;

  it('is touched only when something of it is another', () => {
    const { view, tray } = shown('linux');
    const { menu } = tray;
    view.show({ ...state });
    expect(tray.menu).toBe(menu);
    view.show({ ...state, startsAtLogin: true });
    expect(tray.menu).not.toBe(menu);
    view.remove();
    expect(tray.isDestroyed()).toBe(true);
  });

  it('changes its icon with the theme, and not after its end', () => {
    const { view, tray } = shown('linux');
    expect(path(tray)).toBe('/icons/on-light/problem.png');
    nativeTheme.shouldUseDarkColors = true;
    nativeTheme.emit('updated');
    expect(path(tray)).toBe('/icons/on-dark/problem.png');
    view.remove();
    const { length } = Tray.all;
    nativeTheme.shouldUseDarkColors = false;
    nativeTheme.emit('updated');
    view.show(state);
    expect(Tray.all).toHaveLength(length);
  });

  it('a click opens the window, where the system does not open the menu by itself', () => {
    const mac = shown('darwin');
    mac.tray.emit('click');
    expect(actions.open).not.toHaveBeenCalled();
    const windows = shown('win32');
    windows.tray.emit('click');
    expect(actions.open).toHaveBeenCalledExactlyOnceWith();
    for (const { view } of [mac, windows]) view.remove();
  });
});

describe('what is said where there is no window', () => {
  it('a key that was used twice: whose it was, and a click leads to that client', async () => {
    const said: [string, (() => void) | undefined][] = [];
    const opened: string[] = [];
    const tell = createTellTheft({
      clients: async () => [{ id: 'gh_2', clientIds: ['gh_1', 'gh_2'], name: 'Claude\u202e Code', label: null }] as never,
      say: (...words) => void said.push(words as never),
      open: (route) => void opened.push(route),
    });
    const ended = { kind: 'session.ended', clientId: 'gh_1', grantId: 'gr_1', sessionId: 'se_1' } as const;
    await tell({ ...ended, reason: 'ended' });
    await tell({ kind: 'broker.locked' });
    expect(said).toEqual([]);
    await tell({ ...ended, reason: 'refresh-reuse' });
    await tell({ ...ended, reason: 'code-reuse' });
    expect(said.map(([line]) => line)).toEqual(
      Array(2).fill('A key of “Claude Code” was used twice, so somebody may have copied it. That session was ended; the program has to log in again.'),
    );
    said[0]?.[1]?.();
    expect(opened).toEqual(['/clients/gh_2']);
  });

  it('programs that do not find Gatehouse any more: once, after quiet hours, by name, and a click leads to where they are brought back', async () => {
    const said: [string, (() => void) | undefined][] = [];
    const opened: string[] = [];
    const asked: string[] = [];
    let programs: { id: string; name: string; astray: string | null }[] | undefined;
    let isQuiet = false;
    const look = createTellAstray({
      async ask(method) {
        asked.push(method);
        return programs === undefined ? undefined : { programs };
      },
      mayPopUp: () => !isQuiet,
      say: (...words) => void said.push(words as never),
      open: (route) => void opened.push(route),
    });
    const [cursor, codex] = [
      { id: 'cursor', name: 'Cursor', astray: null as string | null },
      { id: 'codex', name: 'Codex', astray: null as string | null },
    ];
    await look();
    programs = [cursor, codex];
    await look();
    expect(said).toEqual([]);
    cursor.astray = 'its entry is gone';
    isQuiet = true;
    await look();
    expect(said).toEqual([]);
    isQuiet = false;
    await look();
    await look();
    expect(said.map(([line]) => line)).toEqual(['Cursor does not find Gatehouse any more: its entry is gone. It can be repaired here.']);
    said[0]?.[1]?.();
    expect(opened).toEqual(['/connect']);
    cursor.astray = null;
    await look();
    for (const each of [cursor, codex]) each.astray = 'its entry leads to http://127.0.0.1:4100/mcp';
    await look();
    expect(said[1]?.[0]).toBe('Cursor, Codex do not find Gatehouse any more. They can be repaired here.');
    expect(new Set(asked)).toEqual(new Set(['connect.list']));
  });

  it('is one line under the app’s name', () => {
    createNotices()('A program is waiting for you.');
    expect(standIn.notifications.at(-1)).toEqual({ title: 'Gatehouse', body: 'A program is waiting for you.' });
  });

  it('a click brings the first that waits to the popup, or the list where none waits any more', () => {
    const [reviewed, opened, here]: [string[], string[], string[]] = [[], [], []];
    const list = [{ id: 'rq_1' }, { id: 'rq_2' }];
    const { reviewFirst, review } = createReviews({
      desk: () => ({
        list: () => list as never,
        find: () => null,
        extend: () => false,
        review: (id) => list.some((each) => each.id === id && reviewed.push(id) > 0),
      }),
      presence: { isHere: () => void here.push('here') },
      wanted: (id) => void here.push(id),
      open: (route) => void opened.push(route),
    });
    reviewFirst();
    expect([reviewed, here, opened]).toEqual([['rq_1'], ['here', 'rq_1'], []]);
    expect(review('rq_9')).toBe(false);
    list.length = 0;
    reviewFirst();
    expect([reviewed, opened]).toEqual([['rq_1'], ['/requests']]);
  });
});

describe('asking the broker', () => {
  it('has no answer while none runs', async () => {
    const { ask, clients, lastUse } = createAskBroker(() => null);
    expect([await ask('lock'), await clients(), await lastUse()]).toEqual([undefined, [], null]);
  });

  it('the last use is the latest of all', async () => {
    const list = [null, 5, 9, 7].map((lastUsedAt) => ({ lastUsedAt }));
    expect(await createAskBroker(() => ({ 'clients.list': async () => ({ clients: list }) })).lastUse()).toBe(9);
  });
});
