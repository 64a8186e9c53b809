/** What a person named for an import, as files that can be read again and again. */
import { constants, lstatSync, realpathSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { DamagedFile, type SourceFile } from '../../moving/reading.ts';
import { MOST_FILES, walk } from './walk.ts';

export type Source = { readonly files: readonly SourceFile[]; readonly notTaken: readonly string[] };

const CHUNK = 256 * 1024;
/** Opening a pipe would wait for ever, and a link in the last place was put there since we looked. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** @param named a file or a folder; a link that the person names is followed. @throws DamagedFile saying what to do */
export function openSource(named: string): Source {
  const absolute = real(named);
  const stat = lstatSync(absolute);
  if (stat.isFile()) return { files: [sourceFile(basename(named), absolute, stat)], notTaken: [] };
  if (!stat.isDirectory()) throw new DamagedFile(`${named} is neither a file nor a folder.`);
  const found = inspect(named, () => walk(absolute));
  if (found === 'too many') throw new DamagedFile(`${named} has more than ${MOST_FILES} files in it. Name the folder inside that has the notes.`);
  return { files: found.files.map((file) => sourceFile(file.path, file.absolute, file.stat)), notTaken: found.notTaken };
}

function real(named: string): string {
  return inspect(named, () => realpathSync(named));
}

function inspect<Result>(named: string, look: () => Result): Result {
  try {
    return look();
  } catch (cause) {
    throw unreadable(named, cause);
  }
}

function sourceFile(path: string, absolute: string, seen: Stats): SourceFile {
  const { size, mtimeMs } = seen;
  return {
    path,
    size,
    modifiedAt: Math.round(mtimeMs),
    async *bytes() {
      const handle = await open(absolute, FLAGS).catch((cause: unknown) => {
        throw unreadable(path, cause);
      });
      try {
        const now = await handle.stat();
        // A folder on the way may have become a link to somewhere else meanwhile: only the file that was seen is read.
        if (!now.isFile() || now.dev !== seen.dev || now.ino !== seen.ino) throw new DamagedFile(`${path} was replaced while it was read. Try again.`);
        // What was checked at the first reading says nothing of what is written over it.
        if (now.size !== size || now.mtimeMs !== mtimeMs) throw new DamagedFile(`${path} was changed while it was read. Try again.`);
        const chunk = Buffer.allocUnsafe(CHUNK);
        for (;;) {
          const { bytesRead } = await handle.read(chunk, 0, CHUNK);
          if (bytesRead === 0) return;
          yield chunk.subarray(0, bytesRead);
        }
      } finally {
        await handle.close();
      }
    },
  };
}

function unreadable(path: string, cause: unknown): DamagedFile {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  if (code === 'ENOENT') return new DamagedFile(`There is no ${path}.`);
  const why = code === 'EACCES' || code === 'EPERM' ? 'you may not read it' : code;
  return new DamagedFile(`${path} cannot be read (${why}).`, { cause });
}
