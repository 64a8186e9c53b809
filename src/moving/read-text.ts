/** A note: a file small enough to be read whole. */
import { joined } from './bytes.ts';
import { decode, plainLines } from './decode.ts';
import type { Problem, SourceFile } from './reading.ts';

const LONGEST = 16 * 1024 * 1024;

export async function readText(file: SourceFile): Promise<{ readonly text: string } | { readonly problem: Problem }> {
  if (file.size > LONGEST) return { problem: { place: file.path, what: `is larger than ${LONGEST / 1024 / 1024} MiB, which is no note` } };
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.bytes()) chunks.push(Uint8Array.from(chunk));
  const text = decode(joined(chunks));
  // Text in UTF-16 is UTF-8 too, every second character of it nothing.
  if (text === null || text.includes('\0')) return { problem: { place: file.path, what: 'is not valid UTF-8. Save it as UTF-8' } };
  return { text: plainLines(text) };
}
