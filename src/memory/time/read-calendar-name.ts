/** Parts of a year by name, and years: "Q1 2025", "first quarter", "second half of last year", "im dritten Quartal", "H2", "2024", "Jahr 2024". */
import { foldText } from '../../shared/fold-text.ts';
import { latest } from './latest.ts';
import { halfOf, type Period, quarterOf, yearOf } from './period.ts';
import type { Reader } from './read-period.ts';
import { type Token, textFrom } from './tokens.ts';
import { COUNTED, ORDINALS, yearNamed } from './vocabulary.ts';
import { yearAfter } from './year-after.ts';

export const readCalendarName: Reader = (tokens, at, now) => {
  const part = partOfYear(tokens, at);
  if (part === null) return readYear(tokens, at, now);
  const named = yearAfter(tokens, part.next, new Date(now).getUTCFullYear());
  if (named !== null) return { period: part.ofYear(named.year), next: named.next };
  if (part.isTold && OF_OTHER.test(textFrom(tokens, part.next))) return null;
  return { period: latest(now, 'begun', part.ofYear), next: part.next, vague: true };
};

const YEAR = /^(?:year|jahr|jahre|jahres|l['’]ann[eé]e|l['’]an|año)$/;
/** "In the second half of the talk", "au troisième trimestre de la grossesse". */
const OF_OTHER = /^(?:of|des|der|de|du|del) (?!(?:the |this |dieses )?(?:year|jahres|l.ann[eé]e|año)(?!\p{L}))/u;

export const readYear: Reader = (tokens, at) => {
  const place = YEAR.test(tokens[at]?.word ?? '') ? at + 1 : at;
  const named = COUNTED.has(tokens[place + 1]?.word ?? '') ? null : yearNamed(tokens[place]?.word);
  return named === null ? null : { period: yearOf(named), next: place + 1, vague: true };
};

/** `isTold`: in words, as other things have quarters and halves too. */
type PartOfYear = { readonly ofYear: (year: number) => Period; readonly next: number; readonly isTold: boolean };

function partOfYear(tokens: readonly Token[], at: number): PartOfYear | null {
  const word = tokens[at]?.word ?? '';
  if (/^(?:q[1-4]|h[12])$/.test(word)) return { ofYear: numbered(word[0], Number(word[1]) - 1), next: at + 1, isTold: false };
  const kind = KINDS.get(tokens[at + 1]?.word ?? '');
  // "3. Quartal" has lost its point.
  const index = kind?.isGerman === true && /^[1-4]$/.test(word) ? Number(word) - 1 : ORDINALS.get(foldText(word));
  if (kind === undefined || index === undefined || (kind.letter === 'h' && index > 1)) return null;
  return { ofYear: numbered(kind.letter, index), next: at + 2, isTold: true };
}

const KINDS: ReadonlyMap<string, { readonly letter: 'q' | 'h'; readonly isGerman: boolean }> = new Map([
  ['quarter', { letter: 'q', isGerman: false }],
  ['quartal', { letter: 'q', isGerman: true }],
  ['trimestre', { letter: 'q', isGerman: false }],
  ['half', { letter: 'h', isGerman: false }],
  ['halbjahr', { letter: 'h', isGerman: true }],
]);

function numbered(letter: string | undefined, index: number): (year: number) => Period {
  return (year) => (letter === 'q' ? quarterOf(year, index) : halfOf(year, index));
}
