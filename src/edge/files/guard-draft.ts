/** A draft does not outlive the command that writes it, when the person ends that with Ctrl+C or closes the terminal. */
import { rmSync } from 'node:fs';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @returns a function that ends the watch */
export function guardDraft(draft: string): () => void {
  const end = (signal: NodeJS.Signals) => {
    rmSync(draft, { force: true });
    release();
    // As if nobody had listened: whoever waits for the command sees what ended it.
    process.kill(process.pid, signal);
  };
  // Beyond the largest file that it may write, a process is killed unless it listens; then the write fails instead.
  const goOn = () => undefined;
  for (const signal of ENDING) process.on(signal, end);
  process.on('SIGXFSZ', goOn);
  function release(): void {
    for (const signal of ENDING) process.off(signal, end);
    process.off('SIGXFSZ', goOn);
  }
  return release;
}
