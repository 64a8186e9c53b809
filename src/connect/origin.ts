/** What undo goes back to: the text as it was before Gatehouse first changed it. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ClientProgram } from './client-program.ts';
import type { ConnectRecord } from './config-files.ts';
import { readContent, removeEntry } from './edit/change-entry.ts';
import { valueAt } from './edit/config-format.ts';

/**
 * An earlier entry that was made here, to another port perhaps, is no part of it; one of the person's own is.
 * @param record of that earlier entry
 * @param before the text that was changed now, null when there was no file
 */
export function originOf(record: ConnectRecord | null, { format, path: pathIn }: ClientProgram, path: string, before: string | null): string | null {
  if (record === null || record.path !== path || before === null) return before;
  if (textHash(before) === record.after) return record.before;
  const content = readContent(before, format);
  const at = pathIn(content);
  return isDeepStrictEqual(valueAt(content, at), record.entry) ? removeEntry(before, format, at) : before;
}

/** By which a file is known again that nobody changed since. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
