/** The vector of a question, if it can be had at once: somebody is waiting. */
import type { Embed } from '../../shared/embed.ts';
import { quantize } from './quantize.ts';

/** @returns null when the search has to do without */
export type QuestionVector = (question: string) => Promise<Int8Array | null>;

type Deps = {
  readonly embed: Embed;
  /** Length of the vectors that are kept; null while nothing can be compared. */
  readonly dimension: () => number | null;
};

/** Milliseconds. */
export const QUESTION_TIMEOUT = 300;
const LONGEST = 1_000;

export function createQuestionVector({ embed, dimension }: Deps): QuestionVector {
  return async (question) => {
    const length = dimension();
    if (length === null) return null;
    const answer = await embed([question.slice(0, LONGEST).toWellFormed()], QUESTION_TIMEOUT);
    const vector = 'vectors' in answer ? answer.vectors[0] : undefined;
    return vector?.length === length ? quantize(vector) : null;
  };
}
