import { beforeEach, describe, expect, it } from 'vitest';
import { answerCalls } from '../../src/desktop/ipc/answer-calls.ts';
import { isTrusted } from '../../src/desktop/ipc/trusted-sender.ts';
import { IpcMain } from '../electron/stand-in/ipc-main.ts';
import { type Frame, frameOf } from '../electron/stand-in/web-contents.ts';

const ORIGIN = 'gatehouse-consent://prompt';

type Sender = { mainFrame: Frame; isDestroyed(): boolean };
type Event = Parameters<typeof isTrusted>[0];
const senderAt = (url: string): Sender => ({ mainFrame: frameOf(url, null), isDestroyed: () => false });
const ours = senderAt(`${ORIGIN}/`);
const door = { origin: ORIGIN, owns: (contents: unknown) => contents === ours };
const eventOf = (sender: Sender, senderFrame: Frame | null = sender.mainFrame) => ({ sender, senderFrame }) as unknown as Event;

describe('who may call a channel (Electron security checklist 17)', () => {
  it('the top frame of the window that it belongs to, on its own page', () => {
    expect(isTrusted(eventOf(ours), door)).toBe(true);
  });

  it.each<[string, Event]>([
    ['another window of ours, on the same page', eventOf(senderAt(`${ORIGIN}/`))],
    ['a window on another page of ours', eventOf(senderAt('gatehouse://window/'))],
    ['a page whose address only begins like ours', eventOf(senderAt('gatehouse-consent://prompt.evil/'))],
    ['a web page', eventOf(senderAt('https://prompt/'))],
    ['a frame in our page', eventOf(ours, frameOf(`${ORIGIN}/`, ours.mainFrame))],
    ['a frame that is gone', eventOf(ours, null)],
    ['a frame that was taken out', eventOf(ours, { ...ours.mainFrame, detached: true })],
    ['a window that is destroyed', eventOf({ ...ours, isDestroyed: () => true })],
  ])('not %s', (_name, event) => {
    expect(isTrusted(event, door)).toBe(false);
  });
});

describe('answering calls', () => {
  let ipc: IpcMain;
  let lines: string[];
  beforeEach(() => {
    ipc = new IpcMain();
    lines = [];
    answerCalls<{ 'consent:state': () => string }>(ipc as never, door, { 'consent:state': () => 'shown' }, (line) => void lines.push(line));
  });

  it('answers the page it belongs to', async () => {
    expect(await ipc.invoke('consent:state', eventOf(ours))).toBe('shown');
    expect(lines).toEqual([]);
  });

  it("F5 a call from the main window's frame or a sub-frame is rejected and logged", async () => {
    await expect(ipc.invoke('consent:state', eventOf(senderAt('gatehouse://window/')))).rejects.toThrow('Not for this page.');
    await expect(ipc.invoke('consent:state', eventOf(ours, frameOf(`${ORIGIN}/frame`, ours.mainFrame)))).rejects.toThrow('Not for this page.');
    await expect(ipc.invoke('consent:state', eventOf(ours, null))).rejects.toThrow('Not for this page.');
    expect(lines).toEqual([
      'refused consent:state from gatehouse://window/',
      'refused consent:state from gatehouse-consent://prompt/frame',
      'refused consent:state from a frame that is gone',
    ]);
  });
});
