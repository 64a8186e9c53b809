/** What is typed behind a command for a data directory that is not the usual one, so that a shell takes it as it is. */
import { defaultDataDirectory } from './data-directory.ts';
import type { Environment } from './environment.ts';

const PLAIN = /^[\w@%+:,./\\-]+$/;

/** @param directory undefined for the usual one. @returns with a space before it; nothing for the usual one */
export function directoryOption(directory: string | undefined, platform: NodeJS.Platform = process.platform): string {
  if (directory === undefined) return '';
  if (PLAIN.test(directory)) return ` --data-dir ${directory}`;
  return platform === 'win32' ? ` --data-dir "${directory}"` : ` --data-dir '${directory.replaceAll("'", "'\\''")}'`;
}

/** The same for the directory that a broker runs with. @param directory absolute */
export function optionFor(directory: string, environment: Environment): string {
  return directoryOption(directory === defaultDataDirectory(environment) ? undefined : directory);
}
