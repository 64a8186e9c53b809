/** A bridge as a process of its own, spoken to in lines. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { PATIENCE } from '../support/patience.ts';

const root = join(import.meta.dirname, '../..');
export const BRIDGE = join(root, 'src/cli/bridge-main.ts');
export const LAUNCHER = join(root, 'test/support/programs/launcher.ts');

export type Answer = {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
};

export type TestBridge = {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Everything it wrote, one message each. */
  readonly heard: Answer[];
  err(): string;
  say(message: Record<string, unknown>): void;
  /** A request and its answer. */
  ask(method: string, params?: Record<string, unknown>): Promise<Answer>;
  until(matches: (answer: Answer) => boolean): Promise<Answer>;
  /** @returns the exit code */
  end(): Promise<number | null>;
};

/** @param by the executable that starts it, where that is not this process */
export function startBridge(directory: string, by: string | null = null, environment: Record<string, string> = {}): TestBridge {
  const words = [BRIDGE, '--data-dir', directory];
  const child = spawn(by ?? process.execPath, by === null ? words : [LAUNCHER, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const heard: Answer[] = [];
  const waiting = new Set<() => void>();
  let err = '';
  let rest = '';
  let next = 1;
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdout.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    heard.push(...lines.map((line) => JSON.parse(line) as Answer));
    for (const look of waiting) look();
  });
  child.stdin.on('error', () => undefined);
  const until: TestBridge['until'] = (matches) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the bridge did not say it: ${JSON.stringify(heard)} ${err}`)), PATIENCE);
      const look = () => {
        const found = heard.find(matches);
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const say: TestBridge['say'] = (message) => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  return {
    child,
    heard,
    err: () => err,
    say,
    until,
    ask(method, params) {
      const id = next++;
      say({ id, method, ...(params === undefined ? {} : { params }) });
      return until((answer) => answer.id === id && answer.method === undefined);
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.stdin.end();
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}
