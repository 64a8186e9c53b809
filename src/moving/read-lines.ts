/** The lines of a file of any size, one at a time. */
import { joined } from './bytes.ts';
import { decode } from './decode.ts';
import { DamagedFile, type SourceFile } from './reading.ts';

/** `text` is null where the line is not valid UTF-8. Numbers start at 1. */
export type Line = { readonly number: number; readonly text: string | null };

/** Bytes; longer than any line that a program of this kind writes, and still nothing for a computer. */
const LONGEST = 64 * 1024 * 1024;
const NEWLINE = 0x0a;

/** @throws DamagedFile when a line never ends */
export async function* readLines(file: SourceFile): AsyncIterable<Line> {
  let number = 0;
  let open: Uint8Array[] = [];
  let length = 0;

  function close(last: Uint8Array): Line {
    const text = decode(joined([...open, last]));
    open = [];
    length = 0;
    number++;
    return { number, text: text === null ? null : withoutMarks(text, number) };
  }

  for await (const chunk of file.bytes()) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield close(chunk.subarray(start, end));
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    length += rest.length;
    if (length > LONGEST) throw new DamagedFile(`${file.path}, line ${number + 1} does not end. This is not a file of lines.`);
    // A chunk may be reused by whoever reads; what is kept for later is a copy.
    if (rest.length > 0) open.push(Uint8Array.from(rest));
  }
  if (length > 0) yield close(new Uint8Array());
}

function withoutMarks(text: string, number: number): string {
  const start = number === 1 && text.startsWith('\uFEFF') ? 1 : 0;
  return text.slice(start, text.endsWith('\r') ? -1 : undefined);
}
