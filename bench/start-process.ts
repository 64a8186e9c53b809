/**
 * What a benchmark starts and makes is gone when it ends, however it ends: a wrong answer throws, and no line after it is reached.
 */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Started = { readonly child: ChildProcess /** What it printed first. */; readonly line: Record<string, unknown> };

const running = new Set<ChildProcess>();
const directories: string[] = [];

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  // One that was just killed may still be writing.
  for (const directory of directories) rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});
// By itself a signal ends the process without a word to anybody.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

/** @param command the program and its words */
export function startProcess([program = '', ...words]: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, words, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/**
 * A server that prints one line of JSON when it listens.
 * @param command the program and its words
 * @param environment beside the one of this process
 */
export async function startServer(command: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Started> {
  const child = startProcess(command, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } });
  const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  return { child, line: JSON.parse(line) };
}

/** Ends it as a person would, and waits for the end. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  child.kill();
  await once(child, 'exit');
}

/** An empty directory of this run. */
export function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  directories.push(directory);
  return directory;
}
