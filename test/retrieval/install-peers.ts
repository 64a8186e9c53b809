/** The peers that are too heavy for everybody's `npm ci`, from `peers/package-lock.json` into a temporary directory. */
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

/** @returns the `node_modules`. @throws when the registry cannot be reached */
export function installPeers(directory: string): string {
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(import.meta.dirname, 'peers', file), join(directory, file));
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
    cwd: directory,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`The peers could not be installed: ${stderr}`);
  return join(directory, 'node_modules');
}
