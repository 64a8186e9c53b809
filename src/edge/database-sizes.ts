import { statSync } from 'node:fs';
import { join } from 'node:path';

/** @returns bytes of each database, with what is not yet folded into it */
export function databaseSizes(directory: string): readonly { readonly name: string; readonly bytes: number }[] {
  return ['auth.db', 'memory.db'].map((name) => ({ name, bytes: sizeOf(join(directory, name)) + sizeOf(join(directory, `${name}-wal`)) }));
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
