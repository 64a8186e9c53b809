import { splitsOf } from '../../../../shared/word-parts.ts';
import type { TextQuery, WordForm } from '../../../memory-store.ts';
import type { Visible } from '../visible.ts';
import { createAsWritten } from './as-written.ts';
import type { Counted } from './choose-terms.ts';
import { both, inOrder, inText, quoted } from './match.ts';
import { createNewestMatches } from './newest-matches.ts';
import type { Ranked } from './rank.ts';
import type { Asked, RankTerms } from './rank-terms.ts';
import { oneTerm, orElse, type Term } from './term.ts';

/** `counted`: each of the words of the question. `missing`: those that nothing has; only told where fewer were found than wanted. */
export type RankedWords = { readonly hits: readonly Ranked[]; readonly counted: readonly Counted[]; readonly missing: readonly string[] };

/** What a form that the question does not have is worth of what it has. */
const OTHER_FORM = 0.5;
/** Words of one question that are taken apart: each is dozens of phrases. */
const MOST_APART = 4;

/** The words as the question has them. Where they find fewer than wanted, they are asked for in their other forms as well, and what nothing has also taken apart. */
export function createRankWords(visible: Visible, rankTerms: RankTerms) {
  const newestMatches = createNewestMatches(visible, 'words');
  const asWritten = createAsWritten(visible);

  return ({ words, spellings, forms }: TextQuery, asked: Asked): RankedWords => {
    const count = (term: Term): Counted => ({ term, count: asked.inside.count('words', term.expression) });
    const counted = words.map((word) => count(oneTerm(word, spellings?.get(word))));
    const hits = rankTerms(counted, asked);
    if (hits.length >= asked.limit) return { hits, counted, missing: [] };

    const apart = words.filter((_, place) => !isThere(counted[place], asked)).slice(0, MOST_APART);
    const inAnyForm = counted.map((each, place) => {
      const word = words[place] ?? '';
      const splits = apart.includes(word) ? [...splitsOf(word).map(quoted), ...asWritten(word, asked)] : [];
      const others = [...(forms?.get(word) ?? []).map(formOf), ...splits];
      return others.length === 0 ? each : count(orElse(each.term, others));
    });
    const isMore = inAnyForm.some((each, place) => each.count > (counted[place]?.count ?? 0));
    return {
      hits: isMore ? better(hits, rankTerms(inAnyForm, asked)).slice(0, asked.limit) : hits,
      counted,
      missing: words.filter((_, place) => !isThere(inAnyForm[place], asked)),
    };
  };

  /** What has run out is counted, and counts may be a minute old: whether the caller sees one of them is looked at. */
  function isThere(term: Counted | undefined, { narrowed, use }: Asked): boolean {
    if (term === undefined || term.count === 0) return false;
    return newestMatches({ ...narrowed, match: both(inText(term.term.expression), ...narrowed.walled), limit: 1, use }, 0).length > 0;
  }
}

/** Written as it was asked for counts for more: one rare word that stands for two would weigh as much as both. */
function better(written: readonly Ranked[], inAnyForm: readonly Ranked[]): Ranked[] {
  const best = new Map(written.map((hit) => [hit.id, hit]));
  for (const hit of inAnyForm) {
    const score = hit.score * OTHER_FORM;
    if (score > (best.get(hit.id)?.score ?? Number.NEGATIVE_INFINITY)) best.set(hit.id, { ...hit, score });
  }
  return [...best.values()].sort((left, right) => right.score - left.score);
}

function formOf({ text, goesOn }: WordForm): string {
  return goesOn ? inOrder(text) : quoted(text);
}
