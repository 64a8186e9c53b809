/** How many rows there are of each value, from an index alone and in steps that a search which waits for one does not notice. */
import type { InSteps } from '../../in-steps.ts';
import type { Sqlite } from '../../open-database.ts';
import { createVisible } from '../visible.ts';
import { compareTexts } from './compare-texts.ts';
import { eachValue } from './each-value.ts';

/** Of an index that begins with the compartment, the value and the order. */
type Source = { readonly table: string; readonly where: string; readonly value: string; readonly order: string };
/** Between two rows of the index, whichever compartments they are in. */
type Place = { readonly value: string | Buffer; readonly order: number };
type Counted = { readonly value: string; readonly count: number };

/** In one step, of all compartments together: a millisecond or two, unless more than that are of one value and one moment. */
const ROWS = 2_000;
const FEWEST = 50;
const START: Place = { value: '', order: Number.NEGATIVE_INFINITY };
/** To SQLite every blob comes after every text. */
const END: Place = { value: Buffer.alloc(0), order: 0 };

/** @param where what is true of every row of the index. @returns the count, which is begun by calling it */
export function countInSteps(db: Sqlite, { table, where, value, order }: Source) {
  const { everywhere } = createVisible(db);
  const compartments = everywhere(`${eachValue({ from: table, where, value: 'compartment' })} SELECT value FROM each WHERE value IS NOT NULL`).pluck();
  const inside = `FROM ${table} WHERE ${where} AND compartment = +@compartment`;
  const ahead = everywhere(
    `SELECT ${value} AS value, ${order} AS "order" ${inside} AND (${value}, ${order}) > (@value, @order) ORDER BY ${value}, ${order} LIMIT 1 OFFSET @rows + 0`,
  );
  const between = everywhere(
    `SELECT ${value} AS value, COUNT(*) AS count ${inside} AND (${value}, ${order}) >= (@value, @order) AND (${value}, ${order}) < (@toValue, @toOrder)
     GROUP BY ${value}`,
  );

  /** @param compartment the only one; null for all. @param tell once of each value, as soon as all its rows are counted */
  return function* (compartment: string | null, tell: (counted: Counted) => void): InSteps<void> {
    const within = compartment === null ? (compartments.all() as string[]) : [compartment];
    const stops = new Map(within.map((each) => [each, START]));
    const counts = new Map<string, number>();
    const rows = Math.max(FEWEST, Math.ceil(ROWS / within.length));
    for (let from = START; from !== END; ) {
      // A compartment's stop that lies ahead still holds: to look for it again is to walk the same rows again.
      for (const [each, stop] of stops) if (stop === from) stops.set(each, (ahead.get({ compartment: each, rows, ...from }) as Place | undefined) ?? END);
      const to = [...stops.values()].reduce(earlier, END);
      for (const each of within)
        for (const { value, count } of between.all({ compartment: each, ...from, toValue: to.value, toOrder: to.order }) as Counted[])
          counts.set(value, (counts.get(value) ?? 0) + count);
      for (const [value, count] of counts) {
        // Those of the value at which it stops may go on behind it.
        if (value === to.value) continue;
        tell({ value, count });
        counts.delete(value);
      }
      from = to;
      yield;
    }
  };
}

function earlier(left: Place, right: Place): Place {
  if (left === END || right === END) return left === END ? right : left;
  return (compareTexts(left.value, right.value) || left.order - right.order) <= 0 ? left : right;
}
