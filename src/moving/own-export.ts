/**
 * Gatehouse's own export: a line that says so, one record a line, and a last line with their number and digest. Without the
 * last line a file that was cut off between two lines would look whole. It carries no date of its own, so that two exports
 * of the same memories are the same bytes.
 */
import { utf8 } from './bytes.ts';
import type { CreateDigest } from './digest.ts';
import { readLines } from './read-lines.ts';
import { DamagedFile, type SourceFile } from './reading.ts';

const FORMAT = 1;
const HEADER = { gatehouse: 'export', format: FORMAT };

/** @param batches of lines without their ends. */
export async function* writeExport(batches: AsyncIterable<readonly string[]>, createDigest: CreateDigest): AsyncIterable<Uint8Array> {
  const digest = createDigest();
  let records = 0;
  const bytesOf = (lines: readonly string[]): Uint8Array => {
    const bytes = utf8(lines.map((line) => `${line}\n`).join(''));
    digest.update(bytes);
    return bytes;
  };
  yield bytesOf([JSON.stringify(HEADER)]);
  for await (const lines of batches) {
    records += lines.length;
    yield bytesOf(lines);
  }
  yield utf8(`${JSON.stringify({ end: { records, sha256: await digest.end() } })}\n`);
}

/**
 * The records as they were written. That the file is whole is known only when this ends without throwing.
 * @throws DamagedFile
 */
export async function* readExport(file: SourceFile, createDigest: CreateDigest): AsyncIterable<string> {
  const damaged = (what: string) => new DamagedFile(`${file.path} ${what} Nothing was changed.`);
  const digest = createDigest();
  let records = -1;
  let end: string | null = null;
  for await (const { number, text } of readLines(file)) {
    if (text === null) throw damaged(`is damaged in line ${number}.`);
    if (end !== null) throw damaged('goes on after its end.');
    if (records === -1) checkHeader(text, damaged);
    else if (text.startsWith('{"end":')) end = text;
    else yield text;
    if (end !== null) continue;
    digest.update(utf8(`${text}\n`));
    records++;
  }
  if (end === null) throw damaged('ends in the middle. Get the file again.');
  if (end !== JSON.stringify({ end: { records, sha256: await digest.end() } })) throw damaged('is damaged: it is not what was exported.');
}

function checkHeader(line: string, damaged: (what: string) => DamagedFile): void {
  const [, format] = /^\{"gatehouse":"export","format":(\d{1,6})\}$/.exec(line) ?? [];
  if (format === undefined) throw damaged('is not an export of Gatehouse.');
  if (Number(format) > FORMAT) throw damaged('was exported by a newer Gatehouse. Update this one first.');
}
