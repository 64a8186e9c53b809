/** A program that has just been told of Gatehouse logs in at once, by its own command: one step less for the person. */
import type { ClientProgram } from '../connect/client-program.ts';
import type { Connector } from '../connect/connector.ts';

/** Gives the terminal to a program until it ends, however it ends. */
export type RunAtTerminal = (program: string, words: readonly string[]) => Promise<void>;

export type LoginDesk = {
  readonly run: RunAtTerminal;
  /** Ids of the logins that Gatehouse knows; none when it does not run any more. */
  readonly logins: () => Promise<readonly string[]>;
};

/** @returns false when the person still has to do it in the program: it has no such command, it is too old for it, or nobody was let in */
export async function logInAtOnce(connector: Connector, client: ClientProgram, { run, logins }: LoginDesk, out: (line: string) => void): Promise<boolean> {
  const login = await connector.login(client);
  if (login === null) return false;
  const before = new Set(await logins());
  out(`${client.name} logs in now: it opens its page in your browser, and Gatehouse asks you.`);
  await run(login.program, login.words);
  // An exit code does not tell: opencode 1.18.33 ends with 0 when it was denied or given up, too.
  const isLoggedIn = (await logins()).some((id) => !before.has(id));
  if (isLoggedIn) out(`${client.name} is connected.`);
  return isLoggedIn;
}
