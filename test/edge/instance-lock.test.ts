import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from '../../src/edge/instance-lock.ts';
import { createStartTime } from '../../src/edge/start-time.ts';
import type { RunTool } from '../../src/shared/machine.ts';
import { removeDirectory, temporaryDirectory } from '../support/broker.ts';

let directory: string;
let other: ChildProcess;
beforeEach(() => {
  directory = temporaryDirectory();
  other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
});
afterEach(() => {
  other.stdin?.end();
  removeDirectory(directory);
});

const AT = Date.UTC(2026, 10, 21, 7, 38, 42);
const silent = () => null;
const file = () => join(directory, 'broker.lock');
const lockOf = (pid: number | undefined, started: string) => writeFileSync(file(), JSON.stringify({ pid, started }));
const holder = (): { pid: number; started: string } => JSON.parse(readFileSync(file(), 'utf8'));

describe('one broker per data directory, on a system whose kernel does not tell when a process started', () => {
  it('a process that got the pid of a broker that was killed is no broker', async () => {
    lockOf(other.pid, String(AT - 86_400_000));
    const release = await lockDirectory(directory, async () => AT, silent);
    expect(holder()).toEqual({ pid: process.pid, started: String(Math.round(performance.timeOrigin)) });
    release();
    expect(existsSync(file())).toBe(false);
  });

  it.each([
    ['started when it says', String(AT + 900), AT],
    ['cannot be looked at', String(AT - 86_400_000), null],
    ['is of an older version, which noted nothing', '', AT],
  ])('a process that %s has it', async (_what, started, at) => {
    lockOf(other.pid, started);
    await expect(lockDirectory(directory, async () => at, silent)).rejects.toThrow(`Another Gatehouse (process ${other.pid}) uses this data directory.`);
  });

  it('another starter that was quicker while the system was asked keeps it', async () => {
    lockOf(other.pid, String(AT - 86_400_000));
    const quicker = async () => {
      if (holder().started !== String(AT)) lockOf(other.pid, String(AT));
      return AT;
    };
    await expect(lockDirectory(directory, quicker, silent)).rejects.toThrow('Another Gatehouse');
    expect(holder()).toEqual({ pid: other.pid, started: String(AT) });
  });
});

describe('when a process started (documented samples)', () => {
  const answering =
    (answers: Partial<Record<string, string>>): RunTool =>
    async (tool) =>
      answers[tool] ?? null;

  it.each([
    ['ps of macOS', { ps: 'Sat Nov 21 07:38:42 2026    \n' }, AT],
    ['PowerShell', { powershell: `${AT}\r\n` }, AT],
    ['a process that has ended', { ps: '' }, null],
    ['no tool', {}, null],
    ['something else', { ps: 'ps: illegal option', powershell: 'Get-CimInstance : denied' }, null],
  ])('%s', async (_what, answers, at) => {
    expect(await createStartTime(answering(answers))(7)).toBe(at);
  });
});
