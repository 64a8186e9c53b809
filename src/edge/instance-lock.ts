/** One broker per data directory. The lock is a pid with its start time, so a killed broker leaves nothing that stops the next. */
import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRunTool } from './machine/run-tool.ts';
import { StartError } from './start-error.ts';
import { createStartTime, type StartTime } from './start-time.ts';

/** `started`: on Linux the kernel's clock ticks since the boot, elsewhere milliseconds since the epoch; empty in older locks. */
type Holder = { readonly pid: number; readonly started: string };

const LOCK = 'broker.lock';
/** Milliseconds between what a process and what the system calls its start. Whoever gets its pid again starts much later. */
const SLACK = 10_000;

/**
 * @param startTime asked only where the kernel does not say it, and only of a process that may have the lock
 * @returns a function that gives the lock back. @throws StartError naming the process that has it
 */
export async function lockDirectory(
  directory: string,
  startTime: StartTime = startTimeHere(),
  ticks: (pid: number) => string | null = ticksOf,
): Promise<() => void> {
  const file = join(directory, LOCK);
  const mine: Holder = { pid: process.pid, started: ticks(process.pid) ?? String(Math.round(performance.timeOrigin)) };
  const next = `${file}.${process.pid}`;
  try {
    writeFileSync(next, JSON.stringify(mine), { mode: 0o600 });
    await claim(next, file, (holder) => isAlive(holder, ticks(holder.pid), startTime));
  } finally {
    rmSync(next, { force: true });
  }
  return () => {
    if (read(file)?.pid === process.pid) unlinkSync(file);
  };
}

/** @throws StartError naming the process that has the directory */
export async function checkUnlocked(directory: string): Promise<void> {
  const holder = read(join(directory, LOCK));
  if (holder !== null && (await isAlive(holder, ticksOf(holder.pid), startTimeHere()))) throw inUse(holder);
}

function startTimeHere(): StartTime {
  return createStartTime(createRunTool(process.platform, process.env));
}

function inUse({ pid }: Holder): StartError {
  return new StartError(`Another Gatehouse (process ${pid}) uses this data directory. Use that one, or stop it first.`);
}

/** A hard link is made or not made, never half; two starters cannot both succeed. */
async function claim(next: string, file: string, lives: (holder: Holder) => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      linkSync(next, file);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = read(file);
    if (holder !== null && (await lives(holder))) throw inUse(holder);
    try {
      // Another starter may have been quicker; the next try sees its lock.
      if (isSame(read(file), holder)) unlinkSync(file);
    } catch {
      // It was given back meanwhile.
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

function isSame(left: Holder | null, right: Holder | null): boolean {
  return left?.pid === right?.pid && left?.started === right?.started;
}

async function isAlive({ pid, started }: Holder, ticks: string | null, startTime: StartTime): Promise<boolean> {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  // Pids are used again after a restart of the machine; the start time tells whether it is the same process.
  if (started === '' || ticks !== null) return started === '' || ticks === started;
  const at = await startTime(pid);
  return at === null || Math.abs(at - Number(started)) < SLACK;
}

function ticksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
