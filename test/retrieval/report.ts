/** The figures as a table: a line per subset, three columns per server. */
import { PARAPHRASE, type Question, SHARING, type Subset } from './labelled-set.ts';
import type { Measured } from './measure.ts';
import type { Score } from './score.ts';

const SUBSETS: readonly Subset[] = [...SHARING, PARAPHRASE];
const WIDTH = 28;
const LABEL = 30;

export function report(measured: readonly Measured[], questions: readonly Question[]): string {
  const count = (subset: Subset) => questions.filter((question) => question.subset === subset).length;
  const line = (label: string, cells: readonly string[]) => [label.padEnd(LABEL), ...cells.map((cell) => cell.padEnd(WIDTH))].join('').trimEnd();
  return [
    line(
      '',
      measured.map(({ name }) => name),
    ),
    line(
      '',
      measured.map(({ version }) => version),
    ),
    line(
      'subset (questions)',
      measured.map(() => 'r@1   r@5   MRR'),
    ),
    ...SUBSETS.map((subset) =>
      line(
        `${subset} (${count(subset)})`,
        measured.map(({ scores }) => cell(scores[subset])),
      ),
    ),
  ].join('\n');
}

const cell = (score: Score | undefined) =>
  score === undefined ? 'not measured' : [score.recall1, score.recall5, score.mrr].map((figure) => figure.toFixed(2)).join('  ');
