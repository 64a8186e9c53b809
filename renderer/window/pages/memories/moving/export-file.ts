/** Everything that is remembered as one file, made in the page: the broker gives lines, and the passphrase never leaves. */
import { writeExport } from '../../../../../src/moving/own-export.ts';
import type { Ask } from './ask.ts';
import { collect } from './blobs.ts';
import { createDigest } from './create-digest.ts';

type Wanted = {
  /** Id; null for all. */
  readonly compartment: string | null;
  /** null leaves it open. */
  readonly seal: ((plain: Blob) => Promise<Blob>) | null;
};

export async function exportFile(
  ask: Ask,
  { compartment, seal }: Wanted,
  onProgress: (done: number, all: number) => void,
): Promise<{ readonly content: Blob; readonly memories: number }> {
  const { id, memories } = await ask<{ id: string; memories: number }>('export.begin', compartment === null ? {} : { compartment });
  try {
    const lines = linesOf(ask, id, (done) => onProgress(done, memories));
    const plain = await collect(writeExport(lines, createDigest));
    return { content: seal === null ? plain : await seal(plain), memories };
  } finally {
    await ask('export.end', { id }).catch(() => undefined);
  }
}

async function* linesOf(ask: Ask, id: string, onMemories: (done: number) => void): AsyncIterable<readonly string[]> {
  let written = 0;
  for (;;) {
    const { lines } = await ask<{ lines: readonly string[] | null }>('export.next', { id });
    if (lines === null) return;
    yield lines;
    written += lines.filter((line) => line.startsWith('{"memory":')).length;
    onMemories(written);
  }
}
