/** The packed app taken out of its archive, because only Electron itself reads one; from there on nothing of the checkout is used. */
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { resourcesOf } from '../../scripts/packed-app.ts';
import type { BuiltApp } from '../electron/build-pages.ts';
import { startPacking } from './pack.ts';

export async function extractPacked(): Promise<BuiltApp> {
  const packing = await startPacking();
  const path = join(packing.folder, 'extracted');
  extractAll(join(resourcesOf(await packing.pack('linux'), 'linux'), 'app.asar'), path);
  return { path, main: join(path, 'dist', 'main.js'), remove: packing.remove };
}
