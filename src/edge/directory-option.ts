/** What is typed behind a command for a data directory that is not the usual one, so that a shell takes it as it is. */
const PLAIN = /^[\w@%+:,./\\-]+$/;

/** @param directory undefined for the usual one. @returns with a space before it; nothing for the usual one */
export function directoryOption(directory: string | undefined, platform: NodeJS.Platform = process.platform): string {
  if (directory === undefined) return '';
  if (PLAIN.test(directory)) return ` --data-dir ${directory}`;
  return platform === 'win32' ? ` --data-dir "${directory}"` : ` --data-dir '${directory.replaceAll("'", "'\\''")}'`;
}
