/** Cuts a stream of bytes into lines, with a limit, so that a peer that never ends its line cannot fill our memory. */

const NEWLINE = 0x0a;

export type LineReader = {
  /** Takes the next bytes; calls back for every line they complete. */
  push(bytes: Buffer): void;
  /** Whether a line has begun and not ended. */
  isPartial(): boolean;
};

type Handlers = {
  /** Without the line's end; bytes that are not UTF-8 become U+FFFD, which no valid call contains unescaped. */
  readonly onLine: (line: string) => void;
  /** The line is longer than the limit; nothing is read any more. */
  readonly onTooLong: () => void;
};

/** @param longest bytes of a line without its end */
export function createLineReader(longest: number, { onLine, onTooLong }: Handlers): LineReader {
  let parts: Buffer[] = [];
  let length = 0;
  let broken = false;

  function keep(bytes: Buffer): void {
    parts.push(bytes);
    length += bytes.length;
    if (length <= longest) return;
    broken = true;
    parts = [];
    onTooLong();
  }

  return {
    push(bytes) {
      let rest = bytes;
      while (!broken) {
        const end = rest.indexOf(NEWLINE);
        if (end === -1) return keep(rest);
        keep(rest.subarray(0, end));
        if (broken) return;
        const line = Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
        parts = [];
        length = 0;
        rest = rest.subarray(end + 1);
        onLine(line);
      }
    },
    isPartial: () => length > 0,
  };
}
