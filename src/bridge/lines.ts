/** Whole lines out of a stream of bytes. */

/** Bytes. The broker takes one MiB; what is longer is told so instead of being kept. */
const LONGEST = 2 * 1_048_576;

/**
 * @param onLine called with each line that is not blank, and with null in the place of one that is too long
 * @returns takes the next bytes
 */
export function createLines(onLine: (line: string | null) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;

  function add(part: Buffer): void {
    length += part.length;
    if (length <= LONGEST) parts.push(part);
    else parts = [];
  }

  function end(): void {
    const line = length > LONGEST ? null : Buffer.concat(parts).toString('utf8').trim();
    parts = [];
    length = 0;
    if (line !== '') onLine(line);
  }

  return (chunk) => {
    let from = 0;
    for (let to = chunk.indexOf(10); to !== -1; to = chunk.indexOf(10, from)) {
      add(chunk.subarray(from, to));
      end();
      from = to + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  };
}
