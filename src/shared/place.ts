/** Where the person finds a question, as sentences for who waits for the answer. */
export type Place = {
  readonly usual: string;
  /** What is added while nothing pops up there. */
  readonly quiet: string;
};
