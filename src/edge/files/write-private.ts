/** A new file that only its owner may read, there as a whole or not at all. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DamagedFile } from '../../moving/reading.ts';
import { guardDraft } from './guard-draft.ts';

const PRIVATE = 0o600;
/** File systems without a second name for a file, such as those of USB sticks. */
const NO_LINKS: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

type Options = {
  /** Whether a file of that name may be replaced. */
  readonly replace: boolean;
  readonly content: AsyncIterable<Uint8Array>;
};

/** @returns bytes written. @throws DamagedFile with nothing left behind */
export async function writePrivate(path: string, { replace, content }: Options): Promise<number> {
  // Beside the file, because only within one file system a file changes its name in one step.
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  const release = guardDraft(draft);
  try {
    const handle = await open(draft, 'wx', PRIVATE);
    const length = await fill(handle, content).finally(() => handle.close());
    await (replace ? rename(draft, path) : place(draft, path));
    await settle(dirname(path));
    return length;
  } catch (error) {
    throw explained(path, error);
  } finally {
    await rm(draft, { force: true });
    release();
  }
}

async function fill(handle: FileHandle, content: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const bytes of content) {
    await handle.writeFile(bytes);
    length += bytes.length;
  }
  await handle.sync();
  return length;
}

/** Giving the draft a second name fails where there is a file of that name; a rename would replace it. */
async function place(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error;
    const reserved = await open(path, 'wx', PRIVATE);
    await reserved.close();
    await rename(draft, path);
  }
}

/** The name as well has to outlive a loss of power; a directory cannot be opened on Windows. */
async function settle(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function explained(path: string, error: unknown): unknown {
  const reasons: Readonly<Record<string, string>> = {
    EEXIST: `${path} is there already. Choose another name, or replace it with --force.`,
    ENOENT: `The folder of ${path} is not there.`,
    EACCES: `You may not write to ${path}.`,
    EROFS: `${path} is on a medium that cannot be written to.`,
    ENOSPC: `There is no room for ${path}. Nothing was written.`,
    EDQUOT: `There is no room for ${path}. Nothing was written.`,
    EFBIG: `There is no room for ${path}. Nothing was written.`,
    EISDIR: `${path} is a folder. Name a file.`,
  };
  const reason = reasons[String(codeOf(error))];
  return reason === undefined ? error : new DamagedFile(reason, { cause: error });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
