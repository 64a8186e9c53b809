/**
 * Outcomes of quick operations travel together. Each message wakes the main thread, which goes before the one that searches: it took the
 * one outcome, asked for the next and had the searcher go on, so that ten callers spent a quarter of the time on changing between the two.
 */
import type { Outcome } from './serve-writer.ts';

/** Milliseconds from the begin of the first operation: what is slow itself waits for nobody, and nobody for more than one that is slow. */
const LONGEST = 1;

/**
 * @param send takes what goes in one message
 * @param now in milliseconds
 */
export function createAnswerTogether(send: (outcomes: readonly Outcome[]) => void, now: () => number) {
  let done: Outcome[] = [];
  let first = 0;

  function flush(): void {
    if (done.length > 0) send(done);
    done = [];
  }

  return {
    /** @param began when its operation did */
    say(outcome: Outcome, began: number): void {
      if (done.push(outcome) === 1) {
        first = began;
        setImmediate(flush);
      }
      if (now() - first >= LONGEST) flush();
    },
    flush,
  };
}
