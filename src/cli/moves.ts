/** What an import or export needs of the terminal. */
export type Moves = {
  /** A line for stderr. */
  err(line: string): void;
  /** Where things stand, on a line that the next one replaces; nothing where nobody looks. */
  progress(text: string): void;
  /** @param questions asked one after the other when no descriptor and no environment has the answer */
  passphrase(descriptor: number | undefined, questions: readonly string[]): Promise<string>;
};
