import type { SourceFile } from '../../../../../src/moving/reading.ts';

/** A file that the person chose, as the readers want it. */
export function sourceFile(file: File): SourceFile {
  return {
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    modifiedAt: file.lastModified,
    size: file.size,
    bytes: () => bytesOf(file),
  };
}

async function* bytesOf(file: File): AsyncIterable<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
