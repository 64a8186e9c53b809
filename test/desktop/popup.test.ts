/** The popup's side in the main process: what it shows when the desk changes its mind, and what it does when the window fails. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Decision } from '../../src/consent/desk.ts';
import type { ConsentPrompt } from '../../src/consent/prompt.ts';
import { createPopup } from '../../src/desktop/popup/popup.ts';
import { ORIGINS, type PopupState } from '../../src/shared/ipc.ts';
import type { RequestView } from '../../src/shared/views.ts';
import { BrowserWindow, session } from '../electron/fake.ts';
import { SCENES } from '../electron/popup-states.ts';
import { IpcMain } from '../electron/stand-in/ipc-main.ts';
import { until } from '../support/until.ts';

const { request: asking } = SCENES.asking.state as Extract<PopupState, { kind: 'request' }>;
const YES: Decision = { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' };
const own = session.fromPartition('consent');

let time: number;
let ipc: IpcMain;
let popup: ConsentPrompt;
let lines: string[];
let connectedUnseen: string[];
let fallback: ReturnType<typeof vi.fn>;
let page: 'there' | 'missing';

beforeEach(() => {
  vi.useFakeTimers();
  time = 0;
  ipc = new IpcMain();
  lines = [];
  connectedUnseen = [];
  page = 'there';
  fallback = vi.fn(async () => ({ answer: 'deny', notAsked: false }));
  own.protocol.handle('gatehouse-consent', async () => new Response('', { status: page === 'there' ? 200 : 404 }));
  popup = createPopup({
    ipcMain: ipc as never,
    open: () => new BrowserWindow({ show: false, webPreferences: { session: own } }) as never,
    resize: () => undefined,
    holdOf: () => null,
    fallback: { show: fallback } as never,
    extend: () => null,
    onConnectedUnseen: ({ client }) => void connectedUnseen.push(client.id),
    monotonic: () => time,
    log: (line) => lines.push(line),
  });
});
afterEach(() => {
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  vi.useRealTimers();
});

const shown = () => BrowserWindow.getAllWindows()[0];
const call = (channel: string, ...words: unknown[]) => {
  const contents = shown()?.webContents;
  return ipc.invoke(channel, { sender: contents, senderFrame: contents?.mainFrame }, ...words);
};
const state = () => call('consent:state') as Promise<PopupState>;
const drawn = () => until(() => expect(shown()?.isVisible()).toBe(true));
function show(request: RequestView = asking) {
  const controller = new AbortController();
  return { answer: popup.show(request, controller.signal), end: () => controller.abort() };
}
async function answer(decision: unknown = YES) {
  time += 700;
  return call('consent:answer', (await state()).drawing, decision);
}

describe('what is shown', () => {
  it('a request that only changed stays in its window, with a new number, a note, and a guard of its own', async () => {
    const first = show();
    await drawn();
    const before = await state();
    time += 10_000;
    first.end();
    const second = show({ ...asking, warnings: ['Nobody is listening at 127.0.0.1:51004'] });
    const after = await state();
    expect(BrowserWindow.getAllWindows()).toHaveLength(1);
    expect(after).toMatchObject({ kind: 'request', drawing: before.drawing + 1, note: 'What we can see has changed. Look at it again.' });
    expect(await call('consent:answer', before.drawing, YES)).toBe(false);
    expect(await call('consent:answer', after.drawing, YES)).toBe(false);
    expect(await answer()).toBe(true);
    expect([await first.answer, await second.answer]).toEqual([null, YES]);
  });

  it('what was announced can be answered when it has asked, which needs no note', async () => {
    const first = show({ ...asking, stage: 'announced' });
    await drawn();
    expect(await answer()).toBe(false);
    first.end();
    show();
    expect(await state()).toMatchObject({ note: null });
    expect(await answer()).toBe(true);
  });

  it('another request gets another window', async () => {
    const first = show();
    await drawn();
    const before = shown();
    first.end();
    show({ ...asking, id: 'rq_other' });
    expect(BrowserWindow.getAllWindows()).toHaveLength(1);
    expect(shown()).not.toBe(before);
  });

  it('a request that ended takes its window with it', async () => {
    const { answer: pending, end } = show();
    await drawn();
    end();
    vi.advanceTimersByTime(1);
    expect(await pending).toBeNull();
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });
});

describe('what became of the answer', () => {
  const settle = async (outcome: Parameters<NonNullable<ConsentPrompt['settled']>>[2], decision: Decision = YES) => {
    show();
    await drawn();
    await answer(decision);
    popup.settled?.(asking, decision, outcome);
  };

  it('Connected is said for a moment', async () => {
    await settle('decided');
    expect(await state()).toMatchObject({ kind: 'ended', line: 'Connected. You can disconnect it any time.' });
    expect(connectedUnseen).toEqual([]);
    vi.advanceTimersByTime(1_500);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  it('with another window in front, it is said where it can be seen (rule 11)', async () => {
    show();
    await drawn();
    await answer(YES);
    shown()?.blur();
    popup.settled?.(asking, YES, 'decided');
    expect(connectedUnseen).toEqual([asking.client.id]);
  });

  it('Deny closes at once', async () => {
    await settle('decided', { answer: 'deny', notAsked: true });
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  it.each([
    ['changed', 'Another program would receive the answer now. Look at it again before you allow it.'],
    ['fault', 'Your answer could not be kept. Please answer again.'],
  ] as const)('%s: it is asked anew, and says why', async (outcome, note) => {
    await settle(outcome);
    show();
    expect(await state()).toMatchObject({ kind: 'request', note });
    expect(BrowserWindow.getAllWindows()).toHaveLength(1);
  });

  it.each(['gone', 'refused', 'not-offered', 'nothing-granted', 'announced'] as const)('%s: it says so, and goes', async (outcome) => {
    await settle(outcome);
    expect(await state()).toMatchObject({ kind: 'ended', line: expect.stringMatching(/^Not connected: this request .+\.$/) });
    vi.advanceTimersByTime(5_000);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  it('a last line makes room for the next request at once', async () => {
    await settle('decided');
    show({ ...asking, id: 'rq_next' });
    expect(BrowserWindow.getAllWindows()).toHaveLength(1);
    vi.advanceTimersByTime(1_500);
    expect(BrowserWindow.getAllWindows()).toHaveLength(1);
  });
});

describe('whether it is seen', () => {
  it('F4 not behind something else, and not after it has ended', async () => {
    const { end } = show();
    await drawn();
    expect([popup.isSeen?.(asking.id), popup.isSeen?.('rq_other')]).toEqual([true, false]);
    await call('consent:seen', false);
    expect(popup.isSeen?.(asking.id)).toBe(false);
    expect(await answer()).toBe(false);
    await call('consent:seen', true);
    expect(popup.isSeen?.(asking.id)).toBe(true);
    end();
    vi.advanceTimersByTime(1);
    expect(popup.isSeen?.(asking.id)).toBe(false);
  });
});

describe('a window that fails', () => {
  it('that cannot load is a message box', async () => {
    page = 'missing';
    const { answer: pending } = show();
    expect(await pending).toEqual({ answer: 'deny', notAsked: false });
    expect(fallback).toHaveBeenCalledExactlyOnceWith(asking, expect.any(AbortSignal));
    expect(lines).toEqual([`the popup failed: Error: ERR_FAILED loading '${ORIGINS.consent}/'`]);
    expect(BrowserWindow.getAllWindows()).toEqual([]);
  });

  it('that is not drawn in fifteen seconds is a message box', async () => {
    own.protocol.handle('gatehouse-consent', () => new Promise(() => undefined));
    const { answer: pending } = show();
    vi.advanceTimersByTime(14_999);
    expect(lines).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(await pending).toEqual({ answer: 'deny', notAsked: false });
    expect(lines).toEqual(['the popup failed: it was not drawn in time']);
  });

  it('that fails after the request has ended asks nobody', async () => {
    page = 'missing';
    const { answer: pending, end } = show();
    end();
    expect(await pending).toBeNull();
    expect(fallback).not.toHaveBeenCalled();
  });
});
