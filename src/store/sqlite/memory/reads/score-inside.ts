import type { Sqlite } from '../../open-database.ts';
import type { Counted } from './choose-terms.ts';
import type { Inside } from './counted-inside.ts';
import { inText } from './match.ts';
import { createRescale } from './rescale.ts';
import type { ScoreApart, Weight } from './score.ts';

type Terms = {
  /** What any of them matches, and the filters. */
  readonly match: string;
  readonly finding: readonly Counted[];
  readonly base: number | null;
  readonly weights: readonly Weight[];
  readonly isNarrower: boolean;
};

/** As BM25 over all of them would score if nobody else had texts: each way to write each term by itself, as rare as it is inside. */
export function createScoreInside(db: Sqlite, index: 'words' | 'grams'): (terms: Terms, inside: Inside) => ScoreApart {
  const rescale = createRescale(db, index);

  return ({ match, finding, base, weights, isNarrower }, inside) => {
    const sure = (where: string, worth: number) => ({ match: where, scale: 0, sure: worth });
    const ranked = () => finding.flatMap(({ term }) => term.ways.map((way) => ({ match: inText(way.match), scale: rescale(way.phrase, inside), sure: 0 })));
    return { ways: [...(base === null ? ranked() : [sure(match, base)]), ...weights.map((weight) => sure(weight.match, weight.weight))], isNarrower };
  };
}
