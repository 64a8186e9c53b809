/** The file that a person chose instead of a keychain: readable by this user alone, replaced in one step. */
import { chmod, lstat, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type KeyVault, VaultUnavailable } from './key-vault.ts';

const PRIVATE = 0o600;
const OTHERS = 0o077;

/** @param directory an existing 0700 directory; the file in it is `keys.json` */
export function createFileVault(directory: string): KeyVault {
  const file = join(directory, 'keys.json');
  let writing: Promise<void> = Promise.resolve();

  async function load(): Promise<Record<string, string>> {
    try {
      const stat = await lstat(file);
      if (!stat.isFile()) throw new VaultUnavailable(`${file} is not a regular file. Move it away and restore the real one.`);
      if (process.platform !== 'win32' && (stat.mode & OTHERS) !== 0)
        throw new VaultUnavailable(`Other users of this computer may read ${file}. Run: chmod 600 '${file}'`);
      return JSON.parse(await readFile(file, 'utf8'));
    } catch (error) {
      if (error instanceof VaultUnavailable) throw error;
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
      throw new VaultUnavailable(`${file} cannot be read. Restore it from a backup.`, { cause: error });
    }
  }

  async function change(edit: (secrets: Record<string, string>) => void): Promise<void> {
    const secrets = await load();
    edit(secrets);
    const next = `${file}.${process.pid}.new`;
    try {
      await fill(next, JSON.stringify(secrets, null, 1));
      await chmod(next, PRIVATE);
      // Either the old file or the new one, whenever the power goes.
      await rename(next, file);
      await syncDirectory(dirname(file));
    } catch (cause) {
      await unlink(next).catch(() => undefined);
      throw new VaultUnavailable(`${file} cannot be written. Make room on the disk or fix its permissions.`, { cause });
    }
  }

  /** One after another: two writers that both start from the old file would lose a key. */
  function inTurn(edit: (secrets: Record<string, string>) => void): Promise<void> {
    const mine = writing.then(() => change(edit));
    writing = mine.catch(() => undefined);
    return mine;
  }

  return {
    kind: 'file',
    read: async (name) => (await load())[name] ?? null,
    write: (name, secret) =>
      inTurn((secrets) => {
        secrets[name] = secret;
      }),
    erase: (name) =>
      inTurn((secrets) => {
        delete secrets[name];
      }),
  };
}

async function fill(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w', PRIVATE);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  await handle.sync().finally(() => handle.close());
}
