/** What a window shows, and the frames that speak for it. */
import { EventEmitter } from 'node:events';
import type { Delivery, FrameFacts, IpcMessage, Page } from './driver.ts';
import type { IpcMain } from './ipc-main.ts';
import type { Session } from './session.ts';

export type Frame = { readonly url: string; readonly origin: string; readonly parent: Frame | null; readonly top: Frame | null; readonly detached: boolean };

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };
let last = 0;

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session: Session;
  /** Everything that was sent to the page, for units. */
  readonly sent: { readonly channel: string; readonly words: readonly unknown[] }[] = [];
  readonly #ipc: IpcMain;
  readonly #page: Promise<Page>;
  #open: OpenHandler = () => ({ action: 'allow' });
  #url = '';
  #destroyed = false;
  mainFrame: Frame = frameOf('', null);

  constructor(session: Session, ipc: IpcMain, page: (contents: WebContents) => Promise<Page>) {
    super();
    last += 1;
    this.id = last;
    this.session = session;
    this.#ipc = ipc;
    this.#page = page(this);
    this.#page.catch(() => undefined);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#open = handler;
  }
  getURL = () => this.#url;
  isDestroyed = () => this.#destroyed;
  isCrashed = () => false;
  setZoomFactor = () => undefined;
  setVisualZoomLevelLimits = async () => undefined;

  mayOpen = (url: string): boolean => this.#open({ url }).action === 'allow';

  /** Asks every listener of a navigation. @returns whether none of them was against it */
  mayNavigate(url: string, isMain: boolean): boolean {
    let prevented = false;
    const event = { url, isMainFrame: isMain, preventDefault: () => (prevented = true) };
    this.emit('will-frame-navigate', event);
    if (isMain) this.emit('will-navigate', event, url);
    return !prevented;
  }

  async load(url: string): Promise<void> {
    const page = await this.#page;
    this.#url = url;
    this.mainFrame = frameOf(url, null);
    await page.goto(url);
  }

  moved(url: string): void {
    this.#url = url;
  }

  send(channel: string, ...words: unknown[]): void {
    if (this.#destroyed) throw new Error('Object has been destroyed');
    this.sent.push({ channel, words });
    this.#deliver({ channel, words });
  }

  forcefullyCrashRenderer(): void {
    this.#page.then((page) => page.crash()).catch(() => undefined);
  }

  resize(width: number, height: number): void {
    this.#page.then((page) => page.resize(width, height)).catch(() => undefined);
  }

  /** A message of this page's preload. */
  async receive(message: IpcMessage, facts: FrameFacts): Promise<void> {
    // What a page says while it goes reaches nobody.
    if (this.#destroyed) return;
    const frame = facts.isMain ? this.mainFrame : frameOf(facts.url, this.mainFrame);
    const event = { sender: this, senderFrame: frame, frameId: 1, processId: 1, reply: (channel: string, ...words: unknown[]) => this.send(channel, ...words) };
    if (message.kind === 'send') {
      this.#ipc.emit(message.channel, event, ...message.words);
      return;
    }
    try {
      this.#deliver({ id: message.id, value: await this.#ipc.invoke(message.channel, event, ...message.words) });
    } catch (error) {
      this.#deliver({ id: message.id, error: `Error invoking remote method '${message.channel}': ${String(error)}` });
    }
  }

  async close(): Promise<void> {
    this.#destroyed = true;
    this.emit('destroyed');
    await (await this.#page).close();
  }

  #deliver(delivery: Delivery): void {
    this.#page.then((page) => (this.#destroyed ? undefined : page.deliver(delivery))).catch(() => undefined);
  }
}

export function frameOf(url: string, parent: Frame | null): Frame {
  const origin = /^[a-z-]+:\/\/[^/]*/.exec(url)?.[0] ?? 'null';
  const frame: { -readonly [Key in keyof Frame]: Frame[Key] } = { url, origin, parent, top: parent, detached: false };
  frame.top = parent?.top ?? frame;
  return frame;
}
