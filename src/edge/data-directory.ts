/** The directory where everything is kept: where it is by default, and how it is made safe before anything enters it. */
import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Environment } from './environment.ts';
import { KEYCHAIN_RECORD } from './keychain-record.ts';
import type { ServeOptions } from './serve-options.ts';
import type { ChosenSettings } from './settings/declared.ts';
import { StartError } from './start-error.ts';

const PRIVATE = 0o700;
const OTHERS = 0o077;

/** What `connect` keeps stands apart: it may be there before a profile is, and makes none. */
export const CONNECT_DIRECTORY = 'connect';

/** Electron's userData path of the installed app, computed without Electron so that both hosts share one profile. */
export function defaultDataDirectory(environment: Environment, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Gatehouse');
  if (platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Gatehouse');
  return join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'Gatehouse');
}

/** Where this start keeps everything: what was named on the command line, then in the environment, then the default. */
export function chosenDataDirectory(
  { testProfile, dataDirectory }: Pick<ServeOptions, 'testProfile' | 'dataDirectory'>,
  settings: Pick<ChosenSettings, 'dataDirectory'>,
  environment: Environment,
): string {
  return testProfile ?? dataDirectory ?? settings.dataDirectory ?? defaultDataDirectory(environment);
}

export type DataDirectory = {
  readonly path: string;
  /** Takes back what this start created, as long as nothing was put into it. */
  abandon(): void;
};

/**
 * Makes the directory, or checks the one that is there. Changes nothing in a directory that it refuses.
 * @param tighten set the mode of an existing directory to 0700 instead of refusing it (a test profile's own directory)
 * @throws StartError
 */
export function openDataDirectory(path: string, tighten: boolean): DataDirectory {
  const absolute = resolve(path);
  try {
    const made = makeDirectories(absolute);
    const stat = lstatSync(absolute);
    if (!stat.isDirectory()) throw new StartError(`${absolute} is not a directory. Choose another with --data-dir.`);
    const isNew = readdirSync(absolute).every((name) => name === CONNECT_DIRECTORY || name === KEYCHAIN_RECORD);
    if (process.platform !== 'win32' && (stat.mode & OTHERS) !== 0) {
      if (!tighten && !isNew) throw new StartError(`Other users of this computer may read ${absolute}. Run: chmod 700 '${absolute}'`);
      chmodSync(absolute, PRIVATE);
    }
    accessSync(absolute, constants.W_OK | constants.X_OK);
    return { path: absolute, abandon: () => removeEmpty(absolute, made) };
  } catch (error) {
    if (error instanceof StartError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new StartError(`The data directory ${absolute} cannot be used (${code}). Fix its permissions or choose another with --data-dir.`, { cause: error });
  }
}

/**
 * Like a recursive mkdir, but one that gives up: Node's own never ends on file systems such as /proc.
 * @returns the first directory that had to be made
 */
function makeDirectories(path: string): string | undefined {
  if (existsSync(path)) return undefined;
  const parent = dirname(path);
  const first = parent === path ? undefined : makeDirectories(parent);
  mkdirSync(path, { mode: PRIVATE });
  return first ?? path;
}

/** Empty directories from the deepest up to the first one that was made; the first that is not empty ends it. */
function removeEmpty(deepest: string, first: string | undefined): void {
  if (first === undefined) return;
  try {
    for (let path = deepest; path.startsWith(first); path = dirname(path)) rmdirSync(path);
  } catch {
    // Something is in there: it stays.
  }
}
