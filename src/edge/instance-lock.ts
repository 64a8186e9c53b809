/** One broker per data directory. The lock is a pid with its start time, so a killed broker leaves nothing that stops the next. */
import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

type Holder = { readonly pid: number; readonly started: string };

/** @returns a function that gives the lock back. @throws StartError naming the process that has it */
export function lockDirectory(directory: string): () => void {
  const file = join(directory, 'broker.lock');
  const mine: Holder = { pid: process.pid, started: startedAt(process.pid) ?? '' };
  const next = `${file}.${process.pid}`;
  try {
    writeFileSync(next, JSON.stringify(mine), { mode: 0o600 });
    claim(next, file);
  } finally {
    rmSync(next, { force: true });
  }
  return () => {
    if (read(file)?.pid === process.pid) unlinkSync(file);
  };
}

/** A hard link is made or not made, never half; two starters cannot both succeed. */
function claim(next: string, file: string): void {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      linkSync(next, file);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = read(file);
    if (holder !== null && isAlive(holder)) {
      throw new StartError(`Another Gatehouse (process ${holder.pid}) uses this data directory. Use that one, or stop it first.`);
    }
    try {
      unlinkSync(file);
    } catch {
      // Another starter was quicker; the next try sees its lock.
    }
  }
  throw new StartError('The data directory is being claimed by another Gatehouse. Try again.');
}

function read(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  // Pids are used again after a restart of the machine; the start time tells whether it is the same process.
  const now = startedAt(pid);
  return now === null || started === '' || now === started;
}

/** Linux tells in clock ticks since boot; elsewhere the pid alone has to do. */
function startedAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
