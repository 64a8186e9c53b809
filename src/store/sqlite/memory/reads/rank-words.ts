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

/** `counted`: each of the words of the question. `missing`: those that nothing has. */
export type RankedWords = { readonly hits: readonly Ranked[]; readonly counted: readonly Counted[]; readonly missing: readonly string[] };

/** A word that so many memories have is known as a word. */
export const KNOWN_WORD = 20;
/** What a form that the question does not have is worth of what it has. */
const OTHER_FORM = 0.5;
/** Words of one question that are taken apart: each is dozens of phrases. */
const MOST_APART = 4;

/**
 * The words as the question has them, and several as one where few memories have that: "use auth store" is `useAuthStore`. What nothing
 * has is also taken apart, and where the words find fewer than wanted, all are asked for in their other forms.
 */
export function createRankWords(visible: Visible, rankTerms: RankTerms) {
  const newestMatches = createNewestMatches(visible, 'words');
  const asWritten = createAsWritten(visible);

  return ({ words, spellings, forms, joined = [], names = [] }: TextQuery, asked: Asked): RankedWords => {
    const count = (term: Term): Counted => ({ term, count: asked.inside.count('words', term.expression) });
    const counted = words.map((word) => ({ ...count(oneTerm(word, spellings?.get(word))), isName: names.includes(word) }));
    const inOne = joined.map((name) => count(oneTerm(name))).filter((name) => name.count < KNOWN_WORD);
    const hits = rankTerms([...counted, ...inOne], asked);
    const isEnough = hits.length >= asked.limit;
    const gone = words.filter((_, place) => isGone(counted[place], isEnough));
    if (isEnough && gone.length === 0) return { hits, counted, missing: [] };

    const apart = gone.slice(0, MOST_APART);
    const inAnyForm = counted.map((each, place) => {
      const word = words[place] ?? '';
      if (isEnough && !gone.includes(word)) return each;
      const otherForms = forms?.get(word) ?? [];
      const inGroups = () => [word, ...otherForms.map(({ text }) => text)].flatMap((each) => asWritten(each, asked));
      const splits = apart.includes(word) ? [...splitsOf(word).map(quoted), ...inGroups()] : [];
      const others = [...otherForms.map(formOf), ...splits];
      return others.length === 0 ? each : { ...each, ...count(orElse(each.term, others)) };
    });
    const isMore = inAnyForm.some((each, place) => each.count > (counted[place]?.count ?? 0));
    return {
      hits: isMore ? better(hits, rankTerms(inAnyForm, asked)).slice(0, asked.limit) : hits,
      counted,
      missing: words.filter((_, place) => isGone(inAnyForm[place], isEnough)),
    };

    /** What has run out is counted, and counts may be a minute old: whether the caller sees one of them is looked at, unless that is sure. */
    function isGone(counted: Counted | undefined, isEnough: boolean): boolean {
      if (counted === undefined || counted.count === 0) return true;
      if (isEnough && counted.count >= KNOWN_WORD) return false;
      const { narrowed, use } = asked;
      return newestMatches({ ...narrowed, match: both(inText(counted.term.expression), ...narrowed.walled), limit: 1, use }, 0).length === 0;
    }
  };
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
