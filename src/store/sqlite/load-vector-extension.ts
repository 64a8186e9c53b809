/** sqlite-vec, prebuilt for the common platforms. Where there is none, everything but distances works. */
import { getLoadablePath } from 'sqlite-vec';
import type { Sqlite } from './open-database.ts';

/** @returns null, or why it cannot be loaded, as one plain sentence */
export function loadVectorExtension(db: Sqlite): string | null {
  try {
    db.loadExtension(besideArchive(getLoadablePath()));
    return null;
  } catch {
    return `There is no sqlite-vec for ${process.platform}-${process.arch} here, so search stays with words.`;
  }
}

/** In the packed app SQLite, which knows nothing of archives, opens the copy that lies beside the archive. */
export function besideArchive(path: string): string {
  return path.replace(/([\\/])app\.asar(?=[\\/])/, '$1app.asar.unpacked');
}
