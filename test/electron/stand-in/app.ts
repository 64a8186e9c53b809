/** The application: its life, its paths, and that there is one of it. */
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

export type AppFacts = {
  /** Where `dist` and `assets` are. */
  readonly path: string;
  readonly version: string;
  /** What happens at the very end. */
  readonly exit: (code: number) => void;
};

type LoginItem = { openAtLogin: boolean; openAsHidden?: boolean };

export class App extends EventEmitter {
  readonly #facts: AppFacts;
  readonly #userData = join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Gatehouse');
  #login: LoginItem = { openAtLogin: false };
  #quitting = false;
  #closeWindows: () => boolean = () => true;
  readonly isPackaged = false;
  readonly name = 'Gatehouse';
  readonly switches: string[] = [];
  sandboxed = false;
  readonly commandLine = { appendSwitch: (name: string) => void this.switches.push(name), hasSwitch: (name: string) => this.switches.includes(name) };
  readonly dock = { hide: () => undefined, show: async () => undefined };

  constructor(facts: AppFacts) {
    super();
    this.#facts = facts;
  }

  /** @param closeWindows closes what is open; false when a window did not want to */
  onQuit(closeWindows: () => boolean): void {
    this.#closeWindows = closeWindows;
  }

  async whenReady(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }
  isReady = () => true;
  getVersion = () => this.#facts.version;
  getName = () => this.name;
  getAppPath = () => this.#facts.path;
  getPath = (name: string) => (name === 'userData' ? this.#userData : join(this.#userData, name));
  enableSandbox(): void {
    this.sandboxed = true;
  }
  setAppUserModelId = () => undefined;
  focus = () => undefined;
  setLoginItemSettings = (settings: LoginItem) => {
    this.#login = settings;
  };
  getLoginItemSettings = () => this.#login;

  /** A real one: the second process tells the first and is told no. */
  requestSingleInstanceLock(): boolean {
    return !this.#anotherRuns;
  }

  #anotherRuns = false;
  /** The stand-in looks before the main script begins, because the answer must be there at once. */
  async takeInstanceLock(): Promise<void> {
    const address = join(tmpdir(), `gatehouse-one-${createHash('sha256').update(this.#userData).digest('hex').slice(0, 16)}.sock`);
    this.#anotherRuns = await new Promise<boolean>((resolve) => {
      const first = connect(address, () => first.end('second-instance', () => resolve(true)));
      first.once('error', () => resolve(false));
    });
    if (this.#anotherRuns) return;
    rmSync(address, { force: true });
    mkdirSync(tmpdir(), { recursive: true });
    const server = createServer((socket) => {
      socket.resume();
      this.emit('second-instance', { preventDefault: () => undefined }, [], '');
    });
    await new Promise<void>((resolve) => server.listen(address, resolve));
    server.unref();
    this.once('will-quit', () => server.close());
  }

  quit(): void {
    if (this.#quitting) return;
    let prevented = false;
    this.emit('before-quit', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (prevented || !this.#closeWindows()) return;
    this.#quitting = true;
    this.emit('will-quit', { preventDefault: () => undefined });
    this.exit(0);
  }

  exit(code = 0): void {
    this.emit('quit', {}, code);
    this.#facts.exit(code);
  }
}
