/** Gatehouse's own export, back in. Every byte of it is checked before the first one is kept. */
import { inBatches } from '../../../../../src/moving/in-batches.ts';
import { readExport } from '../../../../../src/moving/own-export.ts';
import type { SourceFile } from '../../../../../src/moving/reading.ts';
import type { Ask } from './ask.ts';
import { bytesOf, collect } from './blobs.ts';
import { createDigest } from './create-digest.ts';

/** `binned`: in the bin here, where it stays. */
export type Restored = { readonly memories: number; readonly existing: number; readonly binned: number; readonly newlyHeld: number };

/** The same file, opened once: making the key of a passphrase is work. @throws DamagedFile */
export async function opened(file: SourceFile, open: (content: Blob) => Promise<Blob>): Promise<SourceFile> {
  const plain = await open(await collect(file.bytes()));
  return { ...file, bytes: () => bytesOf(plain) };
}

/** @returns how many memories are in it, all of which this Gatehouse can keep. @throws DamagedFile, Refusal */
export async function checkFile(ask: Ask, file: SourceFile, onChecked: (count: number) => void): Promise<number> {
  let memories = 0;
  for await (const batch of recordsOf(file)) {
    memories += (await ask<{ memories: number }>('restore.add', { records: batch, dryRun: true })).memories;
    onChecked(memories);
  }
  return memories;
}

/** @throws DamagedFile, Refusal */
export async function restoreFile(ask: Ask, file: SourceFile, onDone: (count: number) => void): Promise<Restored> {
  let [memories, existing, binned] = [0, 0, 0];
  const end = () => ask<{ held: number }>('restore.end');
  await ask('restore.begin');
  try {
    for await (const batch of recordsOf(file)) {
      const counts = await ask<{ memories: number; existing: number; binned: number }>('restore.add', { records: batch });
      memories += counts.memories;
      existing += counts.existing;
      binned += counts.binned;
      onDone(memories + existing);
    }
  } catch (problem) {
    // What is in by now is looked at by the rules, like all that comes out of a file.
    await end().catch(() => undefined);
    throw problem;
  }
  const { held } = await end();
  return { memories, existing, binned, newlyHeld: held };
}

/** A line that is no JSON becomes a record that the broker refuses. */
async function* recordsOf(file: SourceFile): AsyncIterable<readonly unknown[]> {
  for await (const batch of inBatches(readExport(file, createDigest), (line) => line.length)) yield batch.map(parse);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
