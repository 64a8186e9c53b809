import { foldText } from '../../../../shared/fold-text.ts';
import { asItStands } from '../../../../shared/stands-in.ts';
import { wordsIn } from '../../../../shared/word-parts.ts';
import type { Visible } from '../visible.ts';
import { FILTERED, LIVE } from './filtered.ts';
import { both, either, inText, near, quoted, rowsMatching } from './match.ts';
import type { Asked } from './rank-terms.ts';

/** A telephone number, an ISBN, a UUID, a number plate: everybody writes them in other groups. */
const LONG_CODE = /^(?=(?:\P{N}*\p{N}){4})[\p{L}\p{N}]{6,40}$/u;
const LONGEST_FIRST = 8;
const LONGEST_LAST = 12;
/** Characters of both: one digit and another stand near each other everywhere. */
const SHORTEST_ENDS = 4;
/** Groups between the first and the last. */
const MOST_BETWEEN = 8;
const MOST_MATCHES = 200;
const MOST_READ = 50;
const MOST_CHARACTERS = 4_000;

export type AsWritten = (word: string, asked: Asked) => readonly string[];

/** How a long code that stands nowhere in one piece is written in memories, as phrases: its first group and its last are near each other. */
export function createAsWritten({ reading }: Visible): AsWritten {
  // Read as it is walked, from the newest: nothing sorts it.
  const having = reading(
    (inside) => `SELECT substr(m.content, 1, ${MOST_CHARACTERS}) || char(10) || m.tags AS text
     FROM (SELECT rowid AS number FROM words WHERE ${rowsMatching('words')} ORDER BY rowid DESC LIMIT ${MOST_MATCHES}) f
     CROSS JOIN memories m ON m.number = f.number
     WHERE ${inside('m')} AND ${LIVE} AND ${FILTERED} LIMIT ${MOST_READ}`,
  );

  return (word, { narrowed, use }) => {
    if (!LONG_CODE.test(word)) return [];
    const match = both(inText(either(endsOf(word).map(([first, last]) => near(first, last, MOST_BETWEEN)))), ...narrowed.walled);
    const rows = having.all({ ...use, match, first: narrowed.first, last: narrowed.last }) as { text: string }[];
    const written = rows.flatMap(({ text }) => asItStands(foldText(text), word) ?? []);
    return [...new Set(written.map((each) => quoted(wordsIn(each).join(' '))))];
  };
}

function endsOf(word: string): (readonly [first: string, last: string])[] {
  const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
  return upTo(LONGEST_FIRST).flatMap((first) =>
    upTo(Math.min(LONGEST_LAST, word.length - first))
      .filter((last) => first + last >= SHORTEST_ENDS)
      .map((last) => [word.slice(0, first), word.slice(-last)] as const),
  );
}
