/** A terminal in which a client runs: what it shows, and keys as a person types them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { PATIENCE } from '../support/patience.ts';

/** Milliseconds after which a key that did nothing is pressed again. */
const AGAIN = 5000;
const MOST_TIMES = 5;
/** Ctrl+U: the line is empty. */
const CLEAR = '\u0015';

export type Shown = {
  screen(): string;
  /** Waits for it on the screen, after what was waited for before. */
  shown(text: RegExp): Promise<void>;
  /** One line, key by key; waits until it stands there. */
  type(line: string): Promise<void>;
  /** Presses Enter until the screen shows this: where words are completed, the first may only choose one. */
  enter(text: RegExp): Promise<void>;
  /** Waits for its end, and that the screen showed this. */
  ended(text: RegExp): Promise<void>;
  /** Waits until it has ended, whatever it says. */
  over(): Promise<void>;
};

export type Terminal = {
  run(words: readonly string[]): Shown;
  /** Ends what still runs in it. */
  close(): void;
};

/** @param said everything that any program shows is added here, for whoever looks for a link in it */
export function createTerminal(home: string, environment: Readonly<Record<string, string | undefined>>, said: (text: string) => void): Terminal {
  const running = new Set<string>();
  let count = 0;
  return {
    close() {
      for (const pidFile of running) if (existsSync(pidFile)) endProcess(Number(readFileSync(pidFile, 'utf8')));
    },
    run(words) {
      const pidFile = join(home, `terminal-${count++}`);
      const line = `stty rows 50 cols 200; echo $$ > '${pidFile}'; exec ${words.map((word) => `'${word}'`).join(' ')}`;
      const child = spawn('script', ['-qfec', line, '/dev/null'], { cwd: home, env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
      running.add(pidFile);
      const closed = once(child, 'close').then(() => void running.delete(pidFile));
      let screen = '';
      let from = 0;
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        screen += chunk;
        said(chunk);
      });
      const shown = async (text: RegExp, patience = PATIENCE): Promise<void> => {
        await vi.waitFor(() => {
          const at = plain(screen).slice(from).search(text);
          if (at < 0) throw new Error(`${words.join(' ')} did not show ${text}: ${plain(screen)}`);
        }, patience);
        from = plain(screen).length;
      };
      return {
        screen: () => plain(screen),
        shown,
        async type(typed) {
          const stands = new RegExp(`> ${typed}`);
          for (let times = 1; ; times += 1) {
            for (const key of [CLEAR, ...typed]) {
              child.stdin.write(key);
              await new Promise((next) => setTimeout(next, 20));
            }
            // One that still starts may lose the first keys.
            const isThere = await shown(stands, AGAIN).then(
              () => true,
              () => false,
            );
            if (isThere || times === MOST_TIMES) return;
          }
        },
        async enter(text) {
          const pressing = setInterval(() => child.stdin.write('\r'), AGAIN);
          child.stdin.write('\r');
          await shown(text).finally(() => clearInterval(pressing));
        },
        async ended(text) {
          await closed;
          if (!text.test(plain(screen))) throw new Error(`${words.join(' ')} did not show ${text}: ${plain(screen)}`);
        },
        async over() {
          await closed;
        },
      };
    },
  };
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** What stands there, without colours, movements and links. */
function plain(screen: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  return screen.replace(/\u001b\][^\u0007\u001b]*(\u0007|\u001b\\)|\u001b\[[0-9;?]*[a-zA-Z]/g, '');
}
