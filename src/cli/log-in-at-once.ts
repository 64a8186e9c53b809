/** A program that has just been told of Gatehouse logs in at once, by its own command: one step less for the person. */
import type { ClientProgram } from '../connect/client-program.ts';
import type { Connector } from '../connect/connector.ts';

/** Gives the terminal to a program until it ends. @returns its exit code; null when there is no such program */
export type RunAtTerminal = (program: string, words: readonly string[]) => Promise<number | null>;

/** @returns false when the person still has to do it in the program: it has no such command, it is too old for it, or it did not succeed */
export async function logInAtOnce(connector: Connector, client: ClientProgram, atTerminal: RunAtTerminal, out: (line: string) => void): Promise<boolean> {
  const login = await connector.login(client);
  if (login === null) return false;
  out(`${client.name} logs in now: it opens its page in your browser, and Gatehouse asks you.`);
  return (await atTerminal(login.program, login.words)) === 0;
}
