import { execFile } from 'node:child_process';
import type { RunOwnCommand } from '../connect/config-files.ts';

/** Milliseconds; such a command starts a whole Node or more. */
const LIMIT = 30_000;

/**
 * A client program's own command, found along the person's PATH as if they typed it. Not on Windows, where it is a `.cmd` that only
 * a shell can run: there its file is changed instead.
 */
export const runOwnCommand: RunOwnCommand = (program, words) => {
  if (process.platform === 'win32') return Promise.resolve(null);
  return new Promise((resolve) => {
    const child = execFile(program, [...words], { timeout: LIMIT, encoding: 'utf8' }, (error, out, err) => {
      const said = `${out}${err}`.trim();
      if (error === null) resolve({ code: 0, said });
      else resolve(error.code === 'ENOENT' || error.code === 'EACCES' ? null : { code: typeof error.code === 'number' ? error.code : 1, said });
    });
    child.stdin?.end();
  });
};
