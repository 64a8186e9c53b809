/**
 * The vector of a question, if it can be had at once. Somebody is waiting: after a short while, or while the endpoint is known
 * not to answer, the search goes on without it.
 */
import type { Embed } from '../../shared/embed.ts';
import { quantize } from './quantize.ts';

/** @returns null when the search has to do without */
export type QuestionVector = (question: string) => Promise<Int8Array | null>;

type Deps = {
  readonly embed: Embed;
  /** Length of the vectors that are kept; null while nothing can be compared. */
  readonly dimension: () => number | null;
  /** Milliseconds that nobody can set. */
  readonly monotonic: () => number;
};

/** Milliseconds. */
export const QUESTION_TIMEOUT = 300;
/** Milliseconds without trying after a question got no vector: one slow search, not every one of them. */
const REST = 30_000;
const LONGEST = 1_000;

export function createQuestionVector({ embed, dimension, monotonic }: Deps): QuestionVector {
  let restUntil = Number.NEGATIVE_INFINITY;
  return async (question) => {
    const length = dimension();
    if (length === null || monotonic() < restUntil) return null;
    const answer = await embed([question.slice(0, LONGEST).toWellFormed()], QUESTION_TIMEOUT);
    const vector = 'vectors' in answer ? answer.vectors[0] : undefined;
    if (vector?.length === length) return quantize(vector);
    restUntil = monotonic() + REST;
    return null;
  };
}
