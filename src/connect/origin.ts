/** What undo goes back to: the text as it was before Gatehouse first changed it, where that takes out our entry and nothing else. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ClientProgram } from './client-program.ts';
import type { ConnectRecord } from './config-files.ts';
import { isSameOutside, readContent, removeEntry } from './edit/change-entry.ts';
import { type ConfigPath, valueAt } from './edit/config-format.ts';

/**
 * An earlier entry that was made here, to another port perhaps, is no part of it; one of the person's own is.
 * @param record of that earlier entry
 * @param before the text that was changed now, null when there was no file
 */
export function originOf(record: ConnectRecord | null, client: ClientProgram, path: string, before: string | null): string | null {
  if (record === null || record.path !== path || before === null) return before;
  return isDeepStrictEqual(entryIn(client, before), record.entry) ? textAfterUndo(record, client, path, before) : before;
}

/** @param text of the file with the entry in it @returns null when the file goes, too */
export function textAfterUndo(record: ConnectRecord | null, client: ClientProgram, path: string, text: string): string | null {
  const at = pathIn(client, text);
  const removed = () => removeEntry(text, client.format, at);
  const isUntouched = record !== null && record.path === path && textHash(text) === record.after;
  // The program's own command may have written more than the entry: that is its own, and stays.
  if (!isUntouched || !isSameOutside(record.before ?? '', text, client.format, at)) return removed();
  // An entry that was there before connect was first asked for it is taken out all the same.
  if (record.before !== null && isDeepStrictEqual(entryIn(client, record.before), record.entry)) return removed();
  return record.before;
}

function pathIn({ format, path }: ClientProgram, text: string): ConfigPath {
  return path(readContent(text, format));
}

function entryIn(client: ClientProgram, text: string): unknown {
  return valueAt(readContent(text, client.format), pathIn(client, text));
}

/** By which a file is known again that nobody changed since. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
