/** One line from a person at a terminal, of which every letter was typed after the question was there to be read. */
import type { Readable, Writable } from 'node:stream';

/** Milliseconds in which keys are thrown away: they were meant for something else. */
const GUARD = 700;
const LONGEST = 80;
const [CTRL_C, ESCAPE] = ['\u0003', '\u001b'];
const BACKSPACE = ['\u007f', '\b'];

export type Terminal = {
  readonly input: Readable & { setRawMode?(raw: boolean): unknown };
  readonly output: Writable;
  /** Ctrl+C, which is a key like any other while a question is open. */
  readonly interrupt: () => void;
  /** Whether the keys go to us now and not to another job of the same terminal. */
  readonly isInForeground: () => Promise<boolean>;
};

/** @returns the line, or null when `signal` or the end of the terminal ended the question before */
export function readLine({ input, output, interrupt }: Terminal, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(null);
    let open = false;
    let typed = '';
    const guard = setTimeout(() => setImmediate(begin), GUARD);

    // A turn of the event loop lies between the time and this: what the kernel held back while we were busy is read before.
    function begin(): void {
      if (signal.aborted) return;
      open = true;
      output.write('> ');
    }

    function read(chunk: Buffer | string): void {
      const text = chunk.toString();
      if (text.includes(CTRL_C)) interrupt();
      // Arrow keys and the like come as one piece; no answer has them.
      else if (open && !text.startsWith(ESCAPE)) [...text].some(take);
    }

    /** @returns whether this key ended the line */
    function take(key: string): boolean {
      if (key === '\r' || key === '\n') {
        end(typed);
        return true;
      }
      if (BACKSPACE.includes(key) && typed !== '') {
        typed = typed.slice(0, -1);
        output.write('\b \b');
      }
      if (/[ -~]/.test(key) && typed.length < LONGEST) {
        typed += key;
        output.write(key);
      }
      return false;
    }

    function end(line: string | null): void {
      clearTimeout(guard);
      input.off('data', read);
      input.off('error', abort);
      input.off('end', abort);
      signal.removeEventListener('abort', abort);
      input.setRawMode?.(false);
      input.pause();
      if (open) output.write('\n');
      resolve(line);
    }
    // A terminal that is closed is not the end of the broker: the request can be answered by command.
    const abort = () => end(null);

    input.once('error', abort);
    input.once('end', abort);
    signal.addEventListener('abort', abort, { once: true });
    // Key by key: in its own line mode the kernel would keep "y" from before the question for the Enter after it.
    input.setRawMode?.(true);
    input.on('data', read);
    input.resume();
  });
}
