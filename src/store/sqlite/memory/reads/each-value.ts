type Source = { readonly from: string; readonly where: string; readonly value: string; readonly least?: string };

/**
 * Every value that there is, once and in order, from one to the next along an index: it costs as much as there are values, however many rows.
 * @param value an expression that an index of `from` is ordered by, as far as `where` fixes what is before it
 * @param least the first value that counts; a second bound in `where` would be the one that every step begins at
 * @returns the table `each (value)` in front of a SELECT; its last row is NULL
 */
export function eachValue({ from, where, value, least }: Source): string {
  const first = least === undefined ? where : `${where} AND ${value} >= ${least}`;
  return `WITH RECURSIVE each (value) AS (
    SELECT MIN(${value}) FROM ${from} WHERE ${first} UNION ALL
    SELECT (SELECT MIN(${value}) FROM ${from} WHERE ${where} AND ${value} > each.value) FROM each WHERE each.value IS NOT NULL)`;
}
