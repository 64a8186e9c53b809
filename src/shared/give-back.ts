/**
 * Gives memory back once a thread has had nothing to do for a while. V8 keeps what it grew to until it collects everything, and where
 * nothing is made it never does: what a minute of many callers had needed was held for the rest of the day.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds between two looks. */
const LOOK = 10_000;
/** Microseconds of processor time from one look to the next, a hundredth of a core; a thread that waits uses a tenth of that. */
const QUIET = 100_000;

/**
 * For the thread that calls it: it stops for some 80 ms with 40 MiB alive, once, after it has been busy and then was not.
 * @param andThen what else can be given back then
 * @returns ends it
 */
export function giveBackWhenQuiet(andThen: () => void): () => void {
  const look = createLook(usedByThread, () => {
    try {
      collectEverything();
      andThen();
    } catch {
      // Nobody asked for it, and an exception of a timer would end the thread. It comes again after the next work.
    }
  });
  const timer = setInterval(look, LOOK);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Whether it is time to give back, asked at each look.
 * @param used microseconds so far
 */
export function createLook(used: () => number, giveBack: () => void): () => void {
  let before = used();
  // A start leaves more behind than many calls.
  let isDue = true;
  return () => {
    const isQuiet = used() - before < QUIET;
    if (isQuiet && isDue) giveBack();
    isDue = !isQuiet;
    before = used();
  };
}

function usedByThread(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/**
 * The only way there is: V8 puts `gc` into the contexts that are made while the flag is set. It stays set, because another thread may be
 * making its context; a worker that begins later has a `gc` of its own, which nothing calls.
 */
export function collectEverything(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
