import { rowsMatching } from './match.ts';
import { MOST_WEIGHTS, type Score, type Weight } from './score.ts';

type Scored = { readonly place: number; readonly parameters: Readonly<Record<string, string | number | null>> };

/** The rows that match, `number` and `score`, the best of them first: a statement for each number of weights, and one for terms apart. */
export function scoredRows(index: 'words' | 'grams'): readonly string[] {
  return [...Array.from({ length: MOST_WEIGHTS + 1 }, (_, weights) => together(index, weights)), apart(index)];
}

/** @returns which of them, and what it is run with */
export function scoredBy(score: Score): Scored {
  if ('ways' in score) {
    const ways = score.ways.map(({ match, scale, sure }) => [match, scale, sure]);
    return { place: MOST_WEIGHTS + 1, parameters: { ways: JSON.stringify(ways), isNarrower: Number(score.isNarrower) } };
  }
  if (score.weights.length > MOST_WEIGHTS) throw new RangeError('more weights than there are statements for');
  return { place: score.weights.length, parameters: { base: score.base, ...parametersOf(score.weights) } };
}

/** BM25 walks when it is called for the first time, which `coalesce` does only where there is no base. */
function together(index: 'words' | 'grams', weights: number): string {
  return `SELECT rowid AS number, coalesce(@base, -bm25(${index}, 1.0, 0.0)) ${plusWeights(index, weights)} AS score
    FROM ${index} WHERE ${rowsMatching(index)} ORDER BY score DESC, rowid DESC LIMIT @candidates + 0`;
}

/** The limit of nothing has BM25 asked while the index is walked: grouping comes too late for it. Rounded, equals stay equals. */
function apart(index: 'words' | 'grams'): string {
  return `SELECT number, round(SUM(score), 9) AS score
    FROM (SELECT ${index}.rowid AS number, iif(w.value ->> 1 = 0, w.value ->> 2, (w.value ->> 1) * -bm25(${index}, 1.0, 0.0)) AS score
      FROM json_each(@ways) w CROSS JOIN ${index} ON ${rowsMatching(index, '(w.value ->> 0)')}
      WHERE NOT @isNarrower OR +${index}.rowid IN (SELECT rowid FROM ${index} WHERE ${rowsMatching(index)}) LIMIT -1)
    GROUP BY number ORDER BY score DESC, number DESC LIMIT @candidates + 0`;
}

/** Each list is walked once for a look, before anything is ranked. */
function plusWeights(index: 'words' | 'grams', weights: number): string {
  const having = (place: number) => `rowid IN (SELECT rowid FROM ${index} WHERE ${rowsMatching(index, `@match${place}`)})`;
  return Array.from({ length: weights }, (_, place) => `+ iif(${having(place)}, @weight${place}, 0.0)`).join(' ');
}

function parametersOf(weights: readonly Weight[]): Record<string, string | number> {
  return Object.fromEntries(
    weights.flatMap(({ match, weight }, place) => [
      [`match${place}`, match],
      [`weight${place}`, weight],
    ]),
  );
}
