/** A word of a question, and how else a memory may have it. */
export type SoughtTerm = {
  /** As it is told: the one that a person asked with. */
  readonly word: string;
  readonly otherWays: readonly string[];
};

export function asTyped(word: string): SoughtTerm {
  return { word, otherWays: [] };
}
