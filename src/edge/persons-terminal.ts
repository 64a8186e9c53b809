/** Lends the person's terminal to another program. */
import { spawn } from 'node:child_process';
import { isInForeground } from './foreground.ts';

/** @returns null where nobody sits at one, or this process is a job behind it: a program that reads there is stopped by the kernel */
export async function personsTerminal(): Promise<typeof runThere | null> {
  return process.stdin.isTTY && process.stdout.isTTY && (await isInForeground()) ? runThere : null;
}

/** @returns the exit code; null when there is no such program, or a signal ended it */
function runThere(program: string, words: readonly string[]): Promise<number | null> {
  // Ctrl+C reaches everybody in front. It is meant for the program: this process still has to say what is left to do.
  const stay = () => undefined;
  process.on('SIGINT', stay);
  return new Promise<number | null>((resolve) => {
    const child = spawn(program, [...words], { stdio: 'inherit' });
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  }).finally(() => process.off('SIGINT', stay));
}
