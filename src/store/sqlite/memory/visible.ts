/**
 * The wall between compartments (ruling 23), and the only place where a statement over what is remembered is made. A caller
 * hands in the compartment of its grant and nothing else; what is visible from there is found here, and no argument can widen it.
 */
import type { Sqlite } from '../open-database.ts';

/** Every statement is run with this, as the caller's grant says. */
export type Within = { readonly compartment: string } & Readonly<Record<string, unknown>>;

/** @param table the table's name or alias in the statement; it has a column `compartment`. @returns the condition for its rows */
type Inside = (table: string) => string;
type Sql = (inside: Inside) => string;

export type Reading = { get(use: Within): unknown; all(use: Within): unknown[] };
export type Writing = Reading & { run(use: Within): { readonly changes: number; readonly lastInsertRowid: number | bigint } };

export type Visible = {
  /** What a client may read: its own compartment, and those that the person gave it a window into. */
  reading(sql: Sql): Reading;
  /** What a client may change, and what is counted, suggested and compared for it: its own compartment, never one that it only sees. */
  own(sql: Sql): Writing;
  /** Every compartment. For the person, and for upkeep that tells nobody what it saw. */
  everywhere(sql: string): ReturnType<Sqlite['prepare']>;
};

const OWN: Inside = (table) => `${table}.compartment = @compartment`;
const SEEN: Inside = (table) => `${table}.compartment IN (SELECT value FROM json_each(@seen))`;

export function createVisible(db: Sqlite): Visible {
  const windows = db.prepare('SELECT sees FROM windows WHERE compartment = ?').pluck();

  return {
    reading(sql) {
      // Two statements, because equality can follow the order of an index and a list cannot; without windows nobody pays for them.
      const alone = db.prepare(walled(sql, OWN));
      const beyond = db.prepare(walled(sql, SEEN));
      function run<Result>(use: Within, act: (statement: typeof alone, use: Within) => Result): Result {
        const seen = windows.all(use.compartment);
        return seen.length === 0 ? act(alone, use) : act(beyond, { ...use, seen: JSON.stringify([use.compartment, ...seen]) });
      }
      return {
        get: (use) => run(use, (statement, argument) => statement.get(argument)),
        all: (use) => run(use, (statement, argument) => statement.all(argument)),
      };
    },
    own: (sql) => db.prepare(walled(sql, OWN)) as unknown as Writing,
    everywhere: (sql) => db.prepare(sql),
  };
}

/** @throws when the statement leaves the condition out: the store does not open with a hole in it */
function walled(sql: Sql, condition: Inside): string {
  let inside = 0;
  const text = sql((table) => {
    inside += 1;
    return condition(table);
  });
  if (inside === 0) throw new Error(`a statement reaches into every compartment: ${text}`);
  return text;
}
