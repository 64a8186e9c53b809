import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';

/**
 * Runs a module in a process of its own, whatever this one was told about its heap.
 * @param flags for V8
 * @returns what it printed, as JSON. It may say nothing on the error stream, as V8 does of a flag that it does not know.
 */
export function printedWithOwnHeap(program: string, ...flags: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', ...flags, '--input-type=module', '--eval', program], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}
