/** "This spring", "last summer", "Winter 2024", "im Sommer", "cet été", "l'été dernier", "el verano pasado". */
import { foldText } from '../../shared/fold-text.ts';
import { latest } from './latest.ts';
import { type Period, seasonOf } from './period.ts';
import type { Read, Reader } from './read-period.ts';
import type { Token } from './tokens.ts';
import { ARTICLES, CURRENT, OTHER_CURRENT, OTHER_LAST, PREVIOUS, SEASONS } from './vocabulary.ts';
import { yearAfter } from './year-after.ts';

export const readSeason: Reader = (tokens, at, now) => {
  const word = tokens[at]?.word ?? '';
  if (CURRENT.has(word) || OTHER_CURRENT.has(word)) return told(tokens, at + 1, (season) => current(season, now));
  const over = (season: number) => latest(now, 'over', (year) => seasonOf(year, season));
  if (PREVIOUS.has(word)) return told(tokens, at + 1, over);
  const place = ARTICLES.has(word) ? at + 1 : at;
  const season = seasonNamed(tokens, place);
  if (season === undefined) return null;
  if (OTHER_LAST.has(tokens[place + 1]?.word ?? '')) return { period: over(season), next: place + 2 };
  const named = yearAfter(tokens, place + 1, new Date(now).getUTCFullYear());
  if (named !== null) return { period: seasonOf(named.year, season), next: named.next };
  return { period: latest(now, 'begun', (year) => seasonOf(year, season)), next: place + 1, vague: true };
};

function told(tokens: readonly Token[], at: number, of: (season: number) => Period): Read | null {
  const season = seasonNamed(tokens, at);
  return season === undefined ? null : { period: of(season), next: at + 1 };
}

/** "In diesem Fall" is in this case. */
const OF_CASE = /^(?:im|de[mnr]|(?:dies|letzt|vergangen|vorig)e[mnr])$/;

function seasonNamed(tokens: readonly Token[], at: number): number | undefined {
  const word = foldText(tokens[at]?.word ?? '').replace(/^l['’]/, '');
  return word === 'fall' && OF_CASE.test(tokens[at - 1]?.word ?? '') ? undefined : SEASONS.get(word);
}

/** A winter that began in December runs on in January. */
function current(season: number, now: number): Period {
  const thisYear = new Date(now).getUTCFullYear();
  const begun = seasonOf(thisYear - 1, season);
  return begun.to > now ? begun : seasonOf(thisYear, season);
}
