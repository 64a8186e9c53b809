/** Whether this process has the terminal now. A background job that reads it, or changes its mode, is stopped by the kernel. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @returns true where the system does not tell: then it is a terminal of our own */
export async function isInForeground(): Promise<boolean> {
  const group = process.platform === 'linux' ? fromProc() : await fromPs();
  return group ?? true;
}

/** proc(5): the process group and the terminal's foreground group, after the name in parentheses that can hold anything. */
function fromProc(): boolean | null {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8');
    const [, , group, , , foreground] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return group === foreground;
  } catch {
    return null;
  }
}

/** POSIX leaves the flags open, but every system that has no `/proc` writes "+" for the foreground. */
function fromPs(): Promise<boolean | null> {
  if (process.platform === 'win32') return Promise.resolve(null);
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'stat=', '-p', String(process.pid)], (error, out) => resolve(error === null ? out.includes('+') : null));
  });
}
