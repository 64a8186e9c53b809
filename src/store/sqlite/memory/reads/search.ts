import type { Hits, MemoryFilter, TextQuery } from '../../../memory-store.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import type { Counted } from './choose-terms.ts';
import { createCountedInside } from './counted-inside.ts';
import { filterParameters } from './filtered.ts';
import { createNarrow, type Narrowed } from './narrow.ts';
import { createRank } from './rank.ts';
import { createRankParts, MOST_PARTS } from './rank-parts.ts';
import { createRankPhrase, phraseMatch } from './rank-phrase.ts';
import { createRankSpelling } from './rank-spelling.ts';
import { type Asked, createRankTerms } from './rank-terms.ts';
import { createRankWords, KNOWN_WORD } from './rank-words.ts';
import { createRarestPieces } from './rarest-pieces.ts';
import { createSpellings } from './spellings.ts';
import { oneTerm } from './term.ts';
import { createCountMatches } from './term-counts.ts';

type Search = { readonly compartment: string; readonly text: TextQuery; readonly filter: MemoryFilter; readonly limit: number; readonly now: number };

const NOTHING: Hits = { words: [], grams: [], parts: [], spelling: [] };

export function searchReads(db: Sqlite) {
  const visible = createVisible(db);
  const countMatches = createCountMatches(db);
  const rarestPieces = createRarestPieces(db, MOST_PARTS);
  const narrow = createNarrow(db);
  const spelled = createSpellings(visible);
  const countedInside = createCountedInside(db, visible, countMatches);
  const rank = { words: createRank(db, visible, 'words'), grams: createRank(db, visible, 'grams') };
  const rankWords = createRankWords(visible, createRankTerms(db, visible, 'words', rank.words));
  const rankGrams = createRankTerms(db, visible, 'grams', rank.grams);
  const rankPhrase = createRankPhrase(db, visible, rank);
  const rankParts = createRankParts(db, visible);
  const rankSpelling = createRankSpelling(visible, rarestPieces);

  return {
    /** Best first, per index; parts of words only of those words that are rare or unknown as such. */
    search: ({ compartment, text, filter: wanted, limit, now }: Search): Hits => {
      const seen = visible.seenFrom(compartment);
      const filter = spelled(wanted, seen);
      const inside = countedInside(seen, now);
      const narrowed = narrow({ seen, inside, filter });
      if (narrowed.most === 0) return NOTHING;
      const asked: Asked = { narrowed, inside, limit, use: { ...filterParameters(filter, text.phrase), compartment, now } };
      const phrase = text.phrase === null ? null : phraseMatch(text.phrase);
      if (text.words.length + text.grams.length === 0) {
        return text.phrase === null ? NOTHING : { ...NOTHING, [phrase?.index ?? 'words']: rankPhrase(phrase, asked) };
      }
      const within = (index: 'words' | 'grams'): Asked => (phrase?.index === index ? { ...asked, narrowed: narrowedMore(narrowed, phrase.expression) } : asked);
      const oneGram = (gram: string): Counted => ({ term: oneTerm(gram), count: inside.count('grams', oneTerm(gram).expression) });
      const words = rankWords(text, within('words'));
      const grams = text.grams.map(oneGram);
      // What only contains a known word says nothing new.
      const isKnown = (word: string) => (words.counted[text.words.indexOf(word)]?.count ?? inside.count('words', oneTerm(word).expression)) >= KNOWN_WORD;
      const rare = text.parts.filter((part) => words.missing.includes(part) || !isKnown(part));
      const parts = rankParts(
        rare.map((term) => ({ term, pieces: rarestPieces(term, inside, now) })),
        asked,
      );
      const nowhere = words.missing.filter((word) => rare.includes(word) && !parts.found.has(word));
      return { words: words.hits, grams: rankGrams(grams, within('grams')), parts: parts.hits, spelling: rankSpelling(nowhere, asked, now) };
    },
  };
}

function narrowedMore(narrowed: Narrowed, expression: string): Narrowed {
  return { ...narrowed, walled: [...narrowed.walled, expression], facets: [...narrowed.facets, expression] };
}
