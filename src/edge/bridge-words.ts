/** The command line that starts a bridge from here, for the settings of a program. It holds paths and nothing else. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BridgeStart } from '../connect/client-program.ts';
import { defaultDataDirectory } from './data-directory.ts';
import type { Environment } from './environment.ts';
import { isInAppImage } from './in-app-image.ts';

export function bridgeWords(dataDirectory: string, environment: Environment): BridgeStart {
  const directory = resolve(dataDirectory);
  const where = directory === defaultDataDirectory(environment) ? [] : ['--data-dir', directory];
  const command = installedCommand();
  if (command === null) return { words: [process.versions.electron === undefined ? process.execPath : 'node', entryOfCheckout(), ...where], passing: null };
  return {
    words: [command, 'bridge', ...where],
    passing: isInAppImage(command, environment)
      ? { why: 'this Gatehouse is an AppImage, whose command has another path at each start', todo: 'install the deb or the rpm' }
      : null,
  };
}

/** The command itself, or the one that the app brings with it; null in a checkout. */
function installedCommand(): string | null {
  if (process.getBuiltinModule('node:sea')?.isSea()) return process.execPath;
  const { resourcesPath } = process as { readonly resourcesPath?: string };
  const file = join(resourcesPath ?? '', 'bin', process.platform === 'win32' ? 'gatehouse.exe' : 'gatehouse');
  return resourcesPath !== undefined && existsSync(file) ? file : null;
}

function entryOfCheckout(): string {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? '../cli/bridge-main.ts' : './bridge-main.js', import.meta.url));
}
