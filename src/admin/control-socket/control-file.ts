/** `control.json`: tells the command where the broker listens, readable by this user alone. */
import { renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROL_FILE, type ControlFile } from '../../shared/control.ts';

const PRIVATE = 0o600;

/** Written beside and renamed, so that a reader sees the old content or the new one, and a new file has its mode from birth. */
export function writeControlFile(dataDirectory: string, content: ControlFile): void {
  const file = join(dataDirectory, CONTROL_FILE);
  const next = `${file}.new`;
  removeControlFile(dataDirectory, `${CONTROL_FILE}.new`);
  writeFileSync(next, `${JSON.stringify(content)}\n`, { mode: PRIVATE, flag: 'wx' });
  renameSync(next, file);
}

export function removeControlFile(dataDirectory: string, name = CONTROL_FILE): void {
  try {
    unlinkSync(join(dataDirectory, name));
  } catch {
    // It was not there.
  }
}
