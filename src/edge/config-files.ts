/** Other programs' configuration files on disk: read whole, written in one step, never half. */
import { existsSync } from 'node:fs';
import { mkdir, open, realpath, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TextDecoder } from 'node:util';
// The library `conf` writes with: a temporary file beside it, fsync, rename; links, modes and owners are kept.
import { writeFile } from 'atomically';
import type { ConfigFile, ConfigFiles } from '../connect/config-files.ts';
import { ConfigUnreadable } from '../connect/edit/config-format.ts';

/** Bytes. Claude Code keeps a history in its file; no settings are longer than this. */
const LONGEST = 64 * 1_048_576;
const PRIVATE_FILE = 0o600;
const OWNER_WRITES = 0o200;
const PRIVATE_DIRECTORY = 0o700;

export const configFiles: ConfigFiles = {
  exists: existsSync,
  read,
  async write(path, text, before) {
    const now = await readUnchanged(path, before);
    // A new file in its place would not care that the person, or their system, made this one read-only.
    if (now !== null && ((await stat(now.path)).mode & OWNER_WRITES) === 0) throw new ConfigUnreadable('it is read-only');
    try {
      if (now === null) await mkdir(dirname(path), { recursive: true, mode: PRIVATE_DIRECTORY });
      await writeFile(now?.path ?? path, text, now === null ? { mode: PRIVATE_FILE } : {});
    } catch (error) {
      throw new ConfigUnreadable(`it cannot be written (${codeOf(error)})`, { cause: error });
    }
  },
  async remove(path, before) {
    const now = await readUnchanged(path, before);
    if (now !== null) await unlink(now.path);
  },
};

async function readUnchanged(path: string, before: ConfigFile | null): Promise<ConfigFile | null> {
  const now = await read(path);
  if (now?.text !== before?.text) throw new ConfigUnreadable('it was changed by somebody else meanwhile. Try again');
  return now;
}

async function read(path: string): Promise<ConfigFile | null> {
  try {
    const real = await realpath(path);
    const { size } = await stat(real);
    if (size > LONGEST) throw new ConfigUnreadable(`it is longer than ${LONGEST / 1_048_576} MB`);
    const file = await open(real);
    try {
      if (!(await file.stat()).isFile()) throw new ConfigUnreadable('it is no regular file');
      return { path: real, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.readFile()) };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof ConfigUnreadable) throw error;
    if (codeOf(error) === 'ENOENT') return null;
    if (error instanceof TypeError) throw new ConfigUnreadable('it is no UTF-8 text', { cause: error });
    throw new ConfigUnreadable(`it cannot be read (${codeOf(error)})`, { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
