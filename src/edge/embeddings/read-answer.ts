/** An answer of `POST /v1/embeddings`, taken apart without trusting a number of it. */

const LONGEST_VECTOR = 4_096;

/**
 * @param count how many texts were sent
 * @returns a vector per text, in their order, all of one length; null when it is anything else
 */
export function readEmbeddings(body: string, count: number): number[][] | null {
  const rows = rowsOf(body);
  if (rows === null || rows.length !== count) return null;
  const vectors = new Array<number[] | undefined>(count).fill(undefined);
  for (const [place, row] of rows.entries()) {
    // Servers name the text's place; one that does not is taken to keep the order.
    const index = row.index ?? place;
    if (typeof index !== 'number' || !isVector(row.embedding) || !(index in vectors) || vectors[index] !== undefined) return null;
    vectors[index] = row.embedding;
  }
  const length = vectors[0]?.length;
  return vectors.every((vector): vector is number[] => vector?.length === length) ? vectors : null;
}

function rowsOf(body: string): { readonly index?: unknown; readonly embedding?: unknown }[] | null {
  try {
    const { data } = (JSON.parse(body) ?? {}) as { data?: unknown };
    return Array.isArray(data) && data.every((row) => typeof row === 'object' && row !== null) ? data : null;
  } catch {
    return null;
  }
}

/** Nothing but zeros has no direction, and a distance from it no meaning. */
function isVector(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > LONGEST_VECTOR) return false;
  return value.every((number) => Number.isFinite(number)) && value.some((number) => number !== 0);
}
