import type { SourceFile } from '../../../../../src/moving/reading.ts';
import { bytesOf } from './blobs.ts';

/** A file that the person chose, as the readers want it. */
export function sourceFile(file: File): SourceFile {
  return {
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    modifiedAt: file.lastModified,
    size: file.size,
    bytes: () => bytesOf(file),
  };
}
