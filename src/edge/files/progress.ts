/** Where a long command stands: one line of a terminal that is written over, and cleared before anything else is said. */
import type { WriteStream } from 'node:tty';

/** Milliseconds between two looks at it. */
const EVERY = 100;
const CLEAR = '\r\u001b[K';

export type Progress = { show(text: string): void; clear(): void };

/** Says nothing where nobody looks. */
export function createProgress(output: WriteStream, now: () => number): Progress {
  let shownAt: number | null = null;
  return {
    show(text) {
      if (!output.isTTY || (shownAt !== null && now() - shownAt < EVERY)) return;
      shownAt = now();
      output.write(`${CLEAR}${text}`);
    },
    clear() {
      if (shownAt !== null) output.write(CLEAR);
      shownAt = null;
    },
  };
}
