/** A real broker as a process of its own, and the command that speaks to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { scanDirectory, scanText, settled, watchDirectory } from './leaks.ts';
import { quietPort } from './quiet-port.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export type Broker = {
  readonly issuer: string;
  readonly mcp: string;
  readonly directory: string;
  readonly pid: number;
  readonly process: ChildProcess;
  /** Runs `gatehouse WORDS --json` and gives the parsed answer. */
  command<Result = Record<string, unknown>>(...words: string[]): Promise<Result>;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

export type Outcome = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a script of the checkout to its end. */
export async function run(script: string, words: readonly string[], environment: Record<string, string | undefined> = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [join(root, script), ...words], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  scanText(`what ${script} ${words[0]} said on stderr`, err);
  return { code: Number(code), out, err };
}

/** Runs `gatehouse WORDS --json` for whoever serves that profile. @returns the parsed answer */
export async function commandIn<Result>(directory: string, ...spoken: readonly string[]): Promise<Result> {
  const { code, out, err } = await run('src/cli/gatehouse.ts', [...spoken, '--data-dir', directory, '--json']);
  if (code !== 0) throw new Error(`gatehouse ${spoken.join(' ')} ended with ${code}: ${err}`);
  return JSON.parse(out);
}

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-test-'));
  watchDirectory(directory);
  return directory;
}

export type Start = {
  readonly directory?: string;
  readonly consent?: 'ask' | 'auto';
  /** Of its own, where none is wanted: it can be had again after a restart. */
  readonly port?: number;
  readonly environment?: Record<string, string>;
};

export async function startBroker({ directory = join(temporaryDirectory(), 'profile'), consent = 'ask', port, environment = {} }: Start = {}): Promise<Broker> {
  const words = ['--test-profile', directory, '--consent', consent, '--port', String(port ?? (await quietPort())), '--json', '--headless'];
  const child = spawn(process.execPath, [join(root, 'src', 'serve.ts'), ...words], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the broker ended with ${code}: ${err}`);
  });
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string];
  const { issuer, mcp, pid } = JSON.parse(line) as { issuer: string; mcp: string; pid: number };
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    await settled();
    // A clean end folds the WAL into the database and removes it.
    scanDirectory(directory);
    child.kill(signal);
    await once(child, 'exit');
    scanDirectory(directory);
    scanText('the log of the broker', out + err);
    if (err.includes('fault outside a request')) throw new Error(`a rejection that nobody handled: ${err}`);
  };
  return {
    issuer,
    mcp,
    directory,
    pid,
    process: child,
    command: (...spoken) => commandIn(directory, ...spoken),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Everything a test left behind. */
export function removeDirectory(directory: string): void {
  scanDirectory(directory);
  rmSync(directory, { recursive: true, force: true });
}
