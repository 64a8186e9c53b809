/** An export that was read to its end, record by record, before anything of it is used. */
import { readMovedRecord } from '../memory/moving/moved-records.ts';
import { readJson } from '../shared/read-json.ts';
import type { CreateDigest } from './digest.ts';
import { readExport } from './own-export.ts';
import { DamagedFile, type SourceFile } from './reading.ts';

/** @returns how many memories are in it. @throws DamagedFile */
export async function checkExport(file: SourceFile, createDigest: CreateDigest, onMemories: (count: number) => void): Promise<number> {
  let memories = 0;
  for await (const line of readExport(file, createDigest)) {
    const record = readMovedRecord(readJson(line));
    if (record === null) throw new DamagedFile(`${file.path} has a record that this Gatehouse cannot keep. Nothing was changed.`);
    if (!('memory' in record)) continue;
    memories++;
    onMemories(memories);
  }
  return memories;
}
