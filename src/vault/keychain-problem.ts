/** Why the system keychain cannot be used, and what the person does about it. */
import { VaultUnavailable } from './key-vault.ts';

export type KeychainProblem = {
  /** With the keychain's own words, because only they name the cause. */
  readonly what: string;
  readonly todo: string;
};

export class KeychainUnavailable extends VaultUnavailable {
  readonly problem: KeychainProblem;
  constructor(problem: KeychainProblem, options?: ErrorOptions) {
    super(`${problem.what}. ${problem.todo}.`, options);
    this.problem = problem;
  }
}

/** On the way to the person's keychain it is the system that answers: each of the three has words of its own. */
const PROBLEMS: readonly { readonly said: RegExp; readonly problem: KeychainProblem }[] = [
  {
    // A new session has a keyring service and nothing in it: there is nothing to unlock yet.
    said: /object does not exist|no such secret collection/i,
    problem: {
      what: 'The system keychain has no keyring to keep keys in',
      todo: 'Create one with the keyring program of your desktop, then start Gatehouse again',
    },
  },
  {
    // macOS says the last of them where it may not ask for the password, over SSH for one.
    said: /locked|dismissed|prompt|interaction is not allowed/i,
    problem: { what: 'The system keychain is locked', todo: 'Unlock it and start Gatehouse again' },
  },
  {
    said: /denied|not allowed|permission|cancel/i,
    problem: { what: 'The system keychain refused Gatehouse', todo: 'Allow the access and start Gatehouse again' },
  },
];
const SILENT: KeychainProblem = { what: 'The system keychain does not answer', todo: 'Start a keyring service, then start Gatehouse again' };

/** @param said what the keychain, or the way to it, answered */
export function keychainProblem(said: string): KeychainProblem {
  const { what, todo } = PROBLEMS.find((each) => each.said.test(said))?.problem ?? SILENT;
  return { what: `${what} (${said})`, todo };
}
