import { sep } from 'node:path';
import type { Environment } from './environment.ts';

/** Where an AppImage shows itself while it runs: its name and six letters of chance. */
const MOUNT = /\/\.mount_[^/]+\//;

/**
 * @param path absolute, without links
 * @param environment a terminal of another AppImage hands on that one's `APPDIR`, so its being there says nothing
 * @returns whether the file is there only while the AppImage runs, and under this path only this time
 */
export function isInAppImage(path: string, { APPDIR: folder }: Environment): boolean {
  return MOUNT.test(path) || (folder !== undefined && folder !== '' && path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
}
