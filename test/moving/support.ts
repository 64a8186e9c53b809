/** Source files for the readers: from the samples, or from bytes that arrive in awkward pieces. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ownFiles } from '../../src/moving/own-files.ts';
import type { Format, Item, Problem, SourceFile } from '../../src/moving/reading.ts';

export const SAMPLES = resolve(import.meta.dirname, '../fixtures/moving');
export const FILED = Date.UTC(2026, 0, 1);

/** @param piece bytes of one chunk */
export function sourceOf(path: string, content: string | Uint8Array, piece = 65_536): SourceFile {
  const bytes = Buffer.from(content);
  return {
    path,
    size: bytes.length,
    modifiedAt: FILED,
    async *bytes() {
      // One buffer for all pieces, as a file is read: whoever keeps a piece must copy it.
      const shared = Buffer.alloc(piece);
      for (let at = 0; at < bytes.length; at += piece) yield shared.subarray(0, bytes.copy(shared, 0, at, at + piece));
    },
  };
}

export function sample(name: string, piece?: number): SourceFile[] {
  const root = join(SAMPLES, name);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => sourceOf(relative(root, file).replaceAll('\\', '/'), readFileSync(file), piece));
}

export async function readAll(format: Format, files: readonly SourceFile[], everything = false): Promise<{ items: Item[]; problems: Problem[] }> {
  const items: Item[] = [];
  const problems: Problem[] = [];
  for await (const reading of format.read(ownFiles(format, files), { everything })) {
    if ('item' in reading) items.push(reading.item);
    else problems.push(reading.problem);
  }
  return { items, problems };
}
