/** Which files of a folder a format reads: beside notes lie pictures and style sheets, beside conversations what was attached to them. */
import { DamagedFile, type Format, type SourceFile } from './reading.ts';

/** @returns all of one file, because a file that is named alone may have been given any name. @throws DamagedFile where there is none */
export function ownFiles({ isOwn, program }: Format, files: readonly SourceFile[]): readonly SourceFile[] {
  if (files.length === 1) return files;
  const own = files.filter(({ path }) => isOwn.test(path));
  if (own.length === 0) throw new DamagedFile(`No file in that folder has a name as ${program} gives it. Name the file itself.`);
  return own;
}
