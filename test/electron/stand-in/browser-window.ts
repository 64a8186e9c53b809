/** Windows: what they are told, what they tell, and a page in each. */
import { EventEmitter } from 'node:events';
import type { App } from './app.ts';
import type { Driver, Page } from './driver.ts';
import type { IpcMain } from './ipc-main.ts';
import type { Session } from './session.ts';
import { WebContents } from './web-contents.ts';

type Preferences = { readonly preload?: string; readonly session?: Session; readonly partition?: string } & Readonly<Record<string, unknown>>;
export type Options = { readonly width?: number; readonly height?: number; readonly show?: boolean; readonly webPreferences?: Preferences } & Readonly<
  Record<string, unknown>
>;
type Rectangle = { x: number; y: number; width: number; height: number };

type World = {
  readonly app: App;
  readonly ipcMain: IpcMain;
  readonly driver: Driver;
  readonly sessionOf: (partition: string) => Session;
};

const PERMISSIONS = ['notifications', 'geolocation', 'clipboard-read', 'media', 'midi'];

export function createBrowserWindow({ app, ipcMain, driver, sessionOf }: World) {
  const all = new Set<BrowserWindow>();
  let focused: BrowserWindow | null = null;

  class BrowserWindow extends EventEmitter {
    static getAllWindows = (): BrowserWindow[] => [...all];
    static getFocusedWindow = (): BrowserWindow | null => focused;
    static fromWebContents = (contents: WebContents): BrowserWindow | null => [...all].find(({ webContents }) => webContents === contents) ?? null;

    readonly id: number;
    readonly options: Options;
    readonly webContents: WebContents;
    /** Setters that were called, with their last words. */
    readonly told: Record<string, readonly unknown[]> = {};
    #bounds: Rectangle;
    #visible: boolean;
    #minimized = false;
    #destroyed = false;

    constructor(options: Options = {}) {
      super();
      this.options = options;
      this.#bounds = { x: Number(options.x ?? 100), y: Number(options.y ?? 100), width: options.width ?? 800, height: options.height ?? 600 };
      this.#visible = options.show ?? true;
      const { session, partition, preload } = options.webPreferences ?? {};
      const own = session ?? sessionOf(partition ?? '');
      this.webContents = new WebContents(own, ipcMain, (contents) => this.#openPage(contents, own, preload));
      this.id = this.webContents.id;
      all.add(this);
      app.emit('web-contents-created', {}, this.webContents);
      app.emit('browser-window-created', {}, this);
    }

    async #openPage(contents: WebContents, session: Session, preload: string | undefined): Promise<Page> {
      // Whoever listens for `web-contents-created` comes first.
      await Promise.resolve();
      const granted = (await Promise.all(PERMISSIONS.map(async (name) => ((await session.grants(name)) ? [name] : [])))).flat();
      const { width, height } = this.#bounds;
      return driver.open(
        { partition: session.partition, preload, width, height, granted },
        {
          onIpc: (message, frame) => void contents.receive(message, frame),
          onRequest: (url, method) => session.answer(url, method),
          onNavigation: (url, isMain) => contents.mayNavigate(url, isMain),
          onNewWindow: (url) => contents.mayOpen(url),
          onLoaded: () => {
            contents.emit('did-finish-load');
            this.emit('ready-to-show');
          },
          onMoved: (url) => contents.moved(url),
          onGone: (reason) => contents.emit('render-process-gone', {}, { reason, exitCode: 1 }),
        },
      );
    }

    async loadURL(url: string): Promise<void> {
      try {
        await this.webContents.load(url);
      } catch (error) {
        this.webContents.emit('did-fail-load', {}, -2, String(error), url, true);
        throw error;
      }
    }

    show(): void {
      this.showInactive();
      this.focus();
    }
    showInactive(): void {
      this.#visible = true;
      this.emit('show');
    }
    hide(): void {
      this.#visible = false;
      this.blur();
      this.emit('hide');
    }
    focus(): void {
      if (focused !== null && focused !== this) focused.blur();
      focused = this;
      this.emit('focus');
    }
    blur(): void {
      if (focused !== this) return;
      focused = null;
      this.emit('blur');
    }
    minimize(): void {
      this.#minimized = true;
      this.blur();
      this.emit('minimize');
    }
    restore(): void {
      this.#minimized = false;
      this.emit('restore');
    }
    close(): void {
      let prevented = false;
      this.emit('close', { preventDefault: () => (prevented = true) });
      if (!prevented) this.destroy();
    }
    destroy(): void {
      if (this.#destroyed) return;
      this.#destroyed = true;
      this.blur();
      all.delete(this);
      this.webContents.close().catch(() => undefined);
      this.emit('closed');
      if (all.size === 0 && !app.emit('window-all-closed')) app.quit();
    }
    isDestroyed = () => this.#destroyed;
    isVisible = () => this.#visible && !this.#minimized;
    isFocused = () => focused === this;
    isMinimized = () => this.#minimized;
    getBounds = (): Rectangle => ({ ...this.#bounds });
    getContentSize = (): [number, number] => [this.#bounds.width, this.#bounds.height];
    setContentSize(width: number, height: number): void {
      this.setBounds({ width, height });
    }
    setPosition(x: number, y: number): void {
      this.setBounds({ x, y });
    }
    setBounds(next: Partial<Rectangle>): void {
      const before = this.#bounds;
      this.#bounds = { ...before, ...next };
      if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.emit('move');
      if (before.width === this.#bounds.width && before.height === this.#bounds.height) return;
      this.webContents.resize(this.#bounds.width, this.#bounds.height);
      this.emit('resize');
    }
    center = () => void this.#note('center');
    setAlwaysOnTop = (...words: unknown[]) => void this.#note('setAlwaysOnTop', words);
    setVisibleOnAllWorkspaces = (...words: unknown[]) => void this.#note('setVisibleOnAllWorkspaces', words);
    setContentProtection = (...words: unknown[]) => void this.#note('setContentProtection', words);
    setMenu = (...words: unknown[]) => void this.#note('setMenu', words);
    removeMenu = () => void this.#note('setMenu', [null]);
    setTitle = (...words: unknown[]) => void this.#note('setTitle', words);
    setBackgroundColor = (...words: unknown[]) => void this.#note('setBackgroundColor', words);
    moveTop = () => void this.#note('moveTop');
    flashFrame = (...words: unknown[]) => void this.#note('flashFrame', words);

    #note(name: string, words: readonly unknown[] = []): void {
      this.told[name] = words;
    }
  }
  return BrowserWindow;
}
