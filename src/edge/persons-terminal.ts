/** Lends the person's terminal to another program. */
import { spawn } from 'node:child_process';
import { isInForeground } from './foreground.ts';

/** @returns null where nobody sits at one, or this process is a job behind it: a program that reads there is stopped by the kernel */
export async function personsTerminal(): Promise<typeof runThere | null> {
  return process.stdin.isTTY && process.stdout.isTTY && (await isInForeground()) ? runThere : null;
}

function runThere(program: string, words: readonly string[]): Promise<void> {
  // Ctrl+C reaches everybody in front. It is meant for the program: this process still has to say what is left to do.
  const stay = () => undefined;
  process.on('SIGINT', stay);
  return new Promise<void>((resolve) => {
    const child = spawn(program, [...words], { stdio: 'inherit' });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).finally(() => process.off('SIGINT', stay));
}
