/** An export that was read to its end, record by record, before anything of it is used. */
import { readMovedRecord } from '../memory/moving/moved-records.ts';
import { LONGEST_LINE } from '../shared/control.ts';
import { readJson } from '../shared/read-json.ts';
import type { CreateDigest } from './digest.ts';
import { readExport } from './own-export.ts';
import { DamagedFile, type SourceFile } from './reading.ts';

/** Characters; the call that it is sent with takes some. */
const LONGEST_RECORD = LONGEST_LINE - 10_000;

/** @returns how many memories are in it. @throws DamagedFile */
export async function checkExport(file: SourceFile, createDigest: CreateDigest, onMemories: (count: number) => void): Promise<number> {
  let memories = 0;
  let isKnown = true;
  for await (const line of readExport(file, createDigest)) {
    if (line.length > LONGEST_RECORD) throw new DamagedFile(`${file.path} has a record that is too long to be brought back. Nothing was changed.`);
    const record = readMovedRecord(readJson(line));
    // Read on: a file that is cut or damaged has such a record too, and then that is what is wrong with it.
    if (record === null) isKnown = false;
    if (record === null || !('memory' in record)) continue;
    memories++;
    onMemories(memories);
  }
  if (!isKnown) throw new DamagedFile(`${file.path} has a record that this Gatehouse cannot keep. Nothing was changed.`);
  return memories;
}
