/** A real terminal around a real program: what is typed goes through the kernel's line discipline, as from a person's keyboard. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PATIENCE } from './patience.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export type Terminal = {
  /** Everything that was on the screen so far. */
  screen(): string;
  /** Keys, exactly these. */
  type(keys: string): void;
  /** Waits until the screen shows this, after what was there at `from`. @returns where the screen ends now */
  untilShown(text: string, from?: number): Promise<number>;
  /** Resolves with the exit code when the terminal is closed. */
  readonly ended: Promise<number | null>;
  /** Ctrl+C. @returns the exit code */
  interrupt(): Promise<number | null>;
};

export type TerminalBroker = Terminal & { readonly issuer: string };

/** How a shell runs it: in front, or as a job behind (`&`) that must not touch the terminal. */
export type Job = 'foreground' | 'background';

/** @param words of the program, found along PATH */
export function openTerminal(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Terminal {
  // util-linux takes the command as one word, the BSD one as the rest of the line. `exec`, because whichever shell $SHELL
  // names may stay in between otherwise, and one that Ctrl+C ends too would answer 130 for the program.
  const line = process.platform === 'linux' ? ['-qfec', `exec ${words.map((word) => `'${word}'`).join(' ')}`, '/dev/null'] : ['-q', '/dev/null', ...words];
  const child = spawn('script', line, { env: { ...process.env, ...environment }, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close').then(() => child.exitCode);
  let screen = '';
  child.stdout.on('data', (chunk) => {
    screen += chunk;
  });
  return {
    screen: () => screen,
    type: (keys) => void child.stdin.write(keys),
    async untilShown(text, from = 0) {
      for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
        // What it said last may come after its end.
        if (child.exitCode !== null) await ended;
        if (screen.slice(from).includes(text)) return screen.length;
        if (child.exitCode !== null) break;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`never shown: ${text}\n${JSON.stringify(screen.slice(from))}`);
    },
    ended,
    interrupt() {
      if (child.exitCode === null) child.stdin.write('\u0003');
      return ended;
    },
  };
}

/** @param directory of its test profile, a new one */
export async function startInTerminal(directory: string, job: Job = 'foreground'): Promise<TerminalBroker> {
  const broker = [process.execPath, join(root, 'src', 'serve.ts'), '--test-profile', directory, '--port', '0', '--headless'];
  const words = job === 'foreground' ? broker : ['sh', '-c', 'set -m; "$@" & wait', 'sh', ...broker];
  const terminal = openTerminal(words);
  await terminal.untilShown('Stop with Ctrl+C.');
  return { ...terminal, issuer: /running on (http:\/\/\S+)\/mcp/.exec(terminal.screen())?.[1] ?? '' };
}
