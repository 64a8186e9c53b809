/** How matches are ranked: all terms by BM25 at once, or each as rare as it is among the memories that the caller may see. */

/** What a match is worth more that has another term too. */
export type Weight = { readonly match: string; readonly weight: number };

export const MOST_WEIGHTS = 4;

export type ScoreTogether = {
  /** What every match is worth. Where it is null BM25 is asked, which walks along everything that has a term, whatever a filter leaves of it. */
  readonly base: number | null;
  /** As many as `MOST_WEIGHTS` at most. */
  readonly weights: readonly Weight[];
};

/** Added up: `scale` of BM25 for what matches `match`, or where it is 0 `sure`. */
export type ScoreApart = {
  readonly ways: readonly { readonly match: string; readonly scale: number; readonly sure: number }[];
  /** Whether the look matches less than the ways do. */
  readonly isNarrower: boolean;
};

export type Score = ScoreTogether | ScoreApart;
